<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<extra-status>draft</extra-status>
<context>
    <name>Help</name>
    <message>
        <source>If you need help now, tell a member of the team.</source>
        <translation>Wenn Sie jetzt Hilfe brauchen, sagen Sie es jemandem vom Team.</translation>
    </message>
</context>
<context>
    <name>Recall</name>
    <message>
        <source>Past day</source>
        <translation>Letzter Tag</translation>
    </message>
    <message>
        <source>Past {count} days</source>
        <translation>Letzte {count} Tage</translation>
    </message>
    <message>
        <source>Past week</source>
        <translation>Letzte Woche</translation>
    </message>
    <message>
        <source>Past {count} weeks</source>
        <translation>Letzte {count} Wochen</translation>
    </message>
    <message>
        <source>Past month</source>
        <translation>Letzter Monat</translation>
    </message>
    <message>
        <source>Past {count} months</source>
        <translation>Letzte {count} Monate</translation>
    </message>
    <message>
        <source>Past year</source>
        <translation>Letztes Jahr</translation>
    </message>
    <message>
        <source>Past {count} years</source>
        <translation>Letzte {count} Jahre</translation>
    </message>
</context>
<context>
    <name>Patient</name>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>Read aloud</source>
        <translation>Vorlesen</translation>
    </message>
    <message>
        <source>Hello {name}. Is this you?</source>
        <translation>Hallo {name}. Sind Sie das?</translation>
    </message>
    <message>
        <source>Is this you?</source>
        <translation>Sind Sie das?</translation>
    </message>
    <message>
        <source>That is not me</source>
        <translation>Das bin ich nicht</translation>
    </message>
    <message>
        <source>Welcome back</source>
        <translation>Willkommen zurück</translation>
    </message>
    <message>
        <source>That does not match. Please try again.</source>
        <translation>Das stimmt nicht überein. Bitte versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The next questions</source>
        <translation>Die nächsten Fragen</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Please read this</source>
        <translation>Bitte lesen Sie dies</translation>
    </message>
    <message>
        <source>Clear my answer</source>
        <translation>Antwort löschen</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Info</translation>
    </message>
    <message>
        <source>Tap the day and the month you were born. Then tap Next.</source>
        <translation>Tippen Sie auf den Tag und den Monat Ihrer Geburt. Dann auf Weiter.</translation>
    </message>
    <message>
        <source>You prefer not to answer</source>
        <translation>Sie möchten nicht antworten</translation>
    </message>
    <message>
        <source>To come back to</source>
        <translation>Für später</translation>
    </message>
    <message>
        <source>Not answered yet</source>
        <translation>Noch nicht beantwortet</translation>
    </message>
    <message>
        <source>Question {number} of {of}</source>
        <translation>Frage {number} von {of}</translation>
    </message>
    <message>
        <source>Part {part} of {parts}</source>
        <translation>Teil {part} von {parts}</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Please give this device to a member of the team.</source>
        <translation>Bitte geben Sie dieses Gerät jemandem vom Team.</translation>
    </message>
    <message>
        <source>These questions are about how you have been. Your answers help you and your clinician to talk about it.</source>
        <translation>Diese Fragen handeln davon, wie es Ihnen geht. Ihre Antworten helfen Ihnen und Ihrer Ärztin oder Ihrem Arzt, darüber zu sprechen.</translation>
    </message>
    <message>
        <source>Your clinician reads your answers at this visit. Some answers are shown to the team straight away, so that someone can check in with you.</source>
        <translation>Ihre Ärztin oder Ihr Arzt liest Ihre Antworten bei diesem Besuch. Einige Antworten sieht das Team sofort, damit jemand mit Ihnen sprechen kann.</translation>
    </message>
    <message>
        <source>Before you start</source>
        <translation>Bevor Sie beginnen</translation>
    </message>
    <message>
        <source>You may skip any question. You may pause at any time.</source>
        <translation>Sie dürfen jede Frage auslassen. Sie können jederzeit eine Pause machen.</translation>
    </message>
    <message>
        <source>How do you like the weather today?</source>
        <translation>Wie gefällt Ihnen das Wetter heute?</translation>
    </message>
    <message>
        <source>Not at all</source>
        <translation>Gar nicht</translation>
    </message>
    <message>
        <source>Very much</source>
        <translation>Sehr</translation>
    </message>
    <message>
        <source>Try it out first. Tap a number, then tap Next. This answer is not kept.</source>
        <translation>Probieren Sie es erst aus. Tippen Sie auf eine Zahl, dann auf Weiter. Diese Antwort wird nicht gespeichert.</translation>
    </message>
    <message>
        <source>Who answered the questions today?</source>
        <translation>Wer hat die Fragen heute beantwortet?</translation>
    </message>
    <message>
        <source>I answered on my own</source>
        <translation>Ich habe allein geantwortet</translation>
    </message>
    <message>
        <source>Someone read or tapped for me. The answers are my own</source>
        <translation>Jemand hat für mich gelesen oder getippt. Die Antworten sind meine eigenen</translation>
    </message>
    <message>
        <source>Someone answered for me</source>
        <translation>Jemand hat für mich geantwortet</translation>
    </message>
    <message>
        <source>Part {part} of {parts} is done</source>
        <translation>Teil {part} von {parts} ist fertig</translation>
    </message>
    <message>
        <source>You can rest now. Tap Next when you are ready.</source>
        <translation>Sie können sich jetzt ausruhen. Tippen Sie auf Weiter, wenn Sie so weit sind.</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Your answers are saved. Take the time you need.</source>
        <translation>Ihre Antworten sind gespeichert. Nehmen Sie sich die Zeit, die Sie brauchen.</translation>
    </message>
    <message>
        <source>Do you want to stop?</source>
        <translation>Möchten Sie aufhören?</translation>
    </message>
    <message>
        <source>Stop here</source>
        <translation>Hier aufhören</translation>
    </message>
    <message>
        <source>Touch the screen to go on.</source>
        <translation>Berühren Sie den Bildschirm, um fortzufahren.</translation>
    </message>
    <message>
        <source>Thank you</source>
        <translation>Vielen Dank</translation>
    </message>
    <message>
        <source>Your answers are saved.</source>
        <translation>Ihre Antworten sind gespeichert.</translation>
    </message>
    <message>
        <source>Nothing to answer today</source>
        <translation>Heute gibt es nichts zu beantworten</translation>
    </message>
    <message>
        <source>Thank you for coming.</source>
        <translation>Danke, dass Sie gekommen sind.</translation>
    </message>
    <message>
        <source>Your answers so far are saved.</source>
        <translation>Ihre bisherigen Antworten sind gespeichert.</translation>
    </message>
    <message>
        <source>Your last answer is still here, but it could not be saved yet.</source>
        <translation>Ihre letzte Antwort ist noch da, konnte aber noch nicht gespeichert werden.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>For the team</source>
        <translation>Für das Team</translation>
    </message>
</context>
<context>
    <name>ReviewScreen</name>
    <message>
        <source>Show more</source>
        <translation>Mehr zeigen</translation>
    </message>
    <message>
        <source>Before you finish</source>
        <translation>Bevor Sie fertig sind</translation>
    </message>
    <message>
        <source>These questions have no answer yet. Tap one to go back to it, or go on.</source>
        <translation>Diese Fragen haben noch keine Antwort. Tippen Sie auf eine, um zurückzugehen, oder auf Weiter.</translation>
    </message>
    <message>
        <source>You have answered every question. You can go back, or go on.</source>
        <translation>Sie haben alle Fragen beantwortet. Sie können zurückgehen oder weitergehen.</translation>
    </message>
</context>
<context>
    <name>WelcomeScreen</name>
    <message>
        <source>Day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>Monat</translation>
    </message>
    <message>
        <source>Day of birth</source>
        <translation>Tag der Geburt</translation>
    </message>
    <message>
        <source>Month of birth</source>
        <translation>Monat der Geburt</translation>
    </message>
    <message>
        <source>Jan,Feb,Mar,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec</source>
        <translation>Jan,Feb,März,Apr,Mai,Juni,Juli,Aug,Sep,Okt,Nov,Dez</translation>
    </message>
    <message>
        <source>January,February,March,April,May,June,July,August,September,October,November,December</source>
        <translation>Januar,Februar,März,April,Mai,Juni,Juli,August,September,Oktober,November,Dezember</translation>
    </message>
</context>
<context>
    <name>PatientWindow</name>
    <message>
        <source>Questions</source>
        <translation>Fragen</translation>
    </message>
</context>
<context>
    <name>BodyMapInput</name>
    <message>
        <source>your left</source>
        <translation>Ihre Linke</translation>
    </message>
    <message>
        <source>your right</source>
        <translation>Ihre Rechte</translation>
    </message>
    <message>
        <source>front</source>
        <translation>vorn</translation>
    </message>
    <message>
        <source>back</source>
        <translation>hinten</translation>
    </message>
    <message>
        <source>Show the figure</source>
        <translation>Figur zeigen</translation>
    </message>
    <message>
        <source>Show as a list</source>
        <translation>Als Liste zeigen</translation>
    </message>
    <message>
        <source>Tap an area to mark it. Tap it again to take the mark away.</source>
        <translation>Tippen Sie auf eine Stelle, um sie zu markieren. Noch einmal tippen nimmt die Markierung weg.</translation>
    </message>
    <message>
        <source>You marked {count}: {areas}.</source>
        <translation>Markiert, {count}: {areas}.</translation>
    </message>
    <message>
        <source>You marked {count}. The list shows them all.</source>
        <translation>Markiert: {count}. Die Liste zeigt alle.</translation>
    </message>
</context>
<context>
    <name>FooterBar</name>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
</context>
<context>
    <name>GentleSheet</name>
    <message>
        <source>You have not chosen an answer.</source>
        <translation>Sie haben keine Antwort gewählt.</translation>
    </message>
    <message>
        <source>Answer now</source>
        <translation>Jetzt antworten</translation>
    </message>
    <message>
        <source>Prefer not to answer</source>
        <translation>Möchte nicht antworten</translation>
    </message>
    <message>
        <source>Come back later</source>
        <translation>Später zurückkommen</translation>
    </message>
</context>
<context>
    <name>LookSheet</name>
    <message>
        <source>Text size and colours</source>
        <translation>Schriftgröße und Farben</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Schriftgröße</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Hoher Kontrast</translation>
    </message>
    <message>
        <source>Movement</source>
        <translation>Bewegung</translation>
    </message>
    <message>
        <source>Calm</source>
        <translation>Ruhig</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Usual</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>Kleiner</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>Größer</translation>
    </message>
</context>
<context>
    <name>NumberPad</name>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Number: {number}</source>
        <translation>Zahl: {number}</translation>
    </message>
</context>
<context>
    <name>ProgressHeader</name>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Verbergen</translation>
    </message>
    <message>
        <source>Aa</source>
        <translation>Aa</translation>
    </message>
    <message>
        <source>Hide the screen</source>
        <translation>Bildschirm verbergen</translation>
    </message>
    <message>
        <source>Text size and colours</source>
        <translation>Schriftgröße und Farben</translation>
    </message>
</context>
<context>
    <name>StillThere</name>
    <message>
        <source>Are you still there?</source>
        <translation>Sind Sie noch da?</translation>
    </message>
    <message>
        <source>Touch the screen to go on. Or it will go blank soon.</source>
        <translation>Berühren Sie den Bildschirm, um fortzufahren. Sonst wird er bald leer.</translation>
    </message>
    <message>
        <source>I am here</source>
        <translation>Ich bin da</translation>
    </message>
</context>
<context>
    <name>TextInput</name>
    <message>
        <source>Type here if you like. You can also tell your clinician instead.</source>
        <translation>Schreiben Sie hier, wenn Sie möchten. Sie können es auch im Gespräch sagen.</translation>
    </message>
</context>
<context>
    <name>Counted</name>
    <message numerus="yes">
        <source>There are about %n question(s).</source>
        <translation>
            <numerusform>Es ist etwa %n Frage.</numerusform>
            <numerusform>Es sind etwa %n Fragen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This takes about %n minute(s).</source>
        <translation>
            <numerusform>Das dauert etwa %n Minute.</numerusform>
            <numerusform>Das dauert etwa %n Minuten.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AboutSheet</name>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
</context>
</TS>
