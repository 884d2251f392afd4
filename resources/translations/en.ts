<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<extra-status>verified</extra-status>
<context>
    <name>Counted</name>
    <message numerus="yes">
        <source>There are about %n question(s).</source>
        <translation>
            <numerusform>There is about %n question.</numerusform>
            <numerusform>There are about %n questions.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This takes about %n minute(s).</source>
        <translation>
            <numerusform>This takes about %n minute.</numerusform>
            <numerusform>This takes about %n minutes.</numerusform>
        </translation>
    </message>
</context>
</TS>
