<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
<extra-status>draft</extra-status>
<context>
    <name>Help</name>
    <message>
        <source>If you need help now, tell a member of the team.</source>
        <translation>Si necesita ayuda ahora, dígaselo a una persona del equipo.</translation>
    </message>
</context>
<context>
    <name>Recall</name>
    <message>
        <source>Past day</source>
        <translation>Último día</translation>
    </message>
    <message>
        <source>Past {count} days</source>
        <translation>Últimos {count} días</translation>
    </message>
    <message>
        <source>Past week</source>
        <translation>Última semana</translation>
    </message>
    <message>
        <source>Past {count} weeks</source>
        <translation>Últimas {count} semanas</translation>
    </message>
    <message>
        <source>Past month</source>
        <translation>Último mes</translation>
    </message>
    <message>
        <source>Past {count} months</source>
        <translation>Últimos {count} meses</translation>
    </message>
    <message>
        <source>Past year</source>
        <translation>Último año</translation>
    </message>
    <message>
        <source>Past {count} years</source>
        <translation>Últimos {count} años</translation>
    </message>
</context>
<context>
    <name>Patient</name>
    <message>
        <source>Stop</source>
        <translation>Parar</translation>
    </message>
    <message>
        <source>Read aloud</source>
        <translation>Leer</translation>
    </message>
    <message>
        <source>Hello {name}. Is this you?</source>
        <translation>Hola, {name}. ¿Es usted?</translation>
    </message>
    <message>
        <source>Is this you?</source>
        <translation>¿Es usted?</translation>
    </message>
    <message>
        <source>That is not me</source>
        <translation>No soy yo</translation>
    </message>
    <message>
        <source>Welcome back</source>
        <translation>Bienvenido de nuevo</translation>
    </message>
    <message>
        <source>That does not match. Please try again.</source>
        <translation>No coincide. Inténtelo otra vez, por favor.</translation>
    </message>
    <message>
        <source>The next questions</source>
        <translation>Las siguientes preguntas</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Seguir</translation>
    </message>
    <message>
        <source>Please read this</source>
        <translation>Por favor, lea esto</translation>
    </message>
    <message>
        <source>Clear my answer</source>
        <translation>Borrar mi respuesta</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Acerca de</translation>
    </message>
    <message>
        <source>Tap the day and the month you were born. Then tap Next.</source>
        <translation>Toque el día y el mes en que nació. Después toque Siguiente.</translation>
    </message>
    <message>
        <source>You prefer not to answer</source>
        <translation>Prefiere no responder</translation>
    </message>
    <message>
        <source>To come back to</source>
        <translation>Para volver</translation>
    </message>
    <message>
        <source>Not answered yet</source>
        <translation>Aún sin responder</translation>
    </message>
    <message>
        <source>Question {number} of {of}</source>
        <translation>Pregunta {number} de {of}</translation>
    </message>
    <message>
        <source>Part {part} of {parts}</source>
        <translation>Parte {part} de {parts}</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Siguiente</translation>
    </message>
    <message>
        <source>Please give this device to a member of the team.</source>
        <translation>Por favor, entregue este aparato a una persona del equipo.</translation>
    </message>
    <message>
        <source>These questions are about how you have been. Your answers help you and your clinician to talk about it.</source>
        <translation>Estas preguntas tratan de cómo ha estado usted. Sus respuestas les ayudan a usted y a su médico a hablar de ello.</translation>
    </message>
    <message>
        <source>Your clinician reads your answers at this visit. Some answers are shown to the team straight away, so that someone can check in with you.</source>
        <translation>Su médico lee sus respuestas en esta visita. Algunas respuestas las ve el equipo enseguida, para que alguien pueda hablar con usted.</translation>
    </message>
    <message>
        <source>Before you start</source>
        <translation>Antes de empezar</translation>
    </message>
    <message>
        <source>You may skip any question. You may pause at any time.</source>
        <translation>Puede dejar cualquier pregunta sin responder. Puede hacer una pausa cuando quiera.</translation>
    </message>
    <message>
        <source>How do you like the weather today?</source>
        <translation>¿Le gusta el tiempo que hace hoy?</translation>
    </message>
    <message>
        <source>Not at all</source>
        <translation>Nada</translation>
    </message>
    <message>
        <source>Very much</source>
        <translation>Mucho</translation>
    </message>
    <message>
        <source>Try it out first. Tap a number, then tap Next. This answer is not kept.</source>
        <translation>Pruebe primero. Toque un número y después toque Siguiente. Esta respuesta no se guarda.</translation>
    </message>
    <message>
        <source>Who answered the questions today?</source>
        <translation>¿Quién respondió hoy a las preguntas?</translation>
    </message>
    <message>
        <source>I answered on my own</source>
        <translation>Respondí sin ayuda</translation>
    </message>
    <message>
        <source>Someone read or tapped for me. The answers are my own</source>
        <translation>Alguien leyó o tocó por mí. Las respuestas son mías</translation>
    </message>
    <message>
        <source>Someone answered for me</source>
        <translation>Alguien respondió por mí</translation>
    </message>
    <message>
        <source>Part {part} of {parts} is done</source>
        <translation>Parte {part} de {parts} terminada</translation>
    </message>
    <message>
        <source>You can rest now. Tap Next when you are ready.</source>
        <translation>Ahora puede descansar. Toque Siguiente cuando quiera seguir.</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausa</translation>
    </message>
    <message>
        <source>Your answers are saved. Take the time you need.</source>
        <translation>Sus respuestas están guardadas. Tómese el tiempo que necesite.</translation>
    </message>
    <message>
        <source>Do you want to stop?</source>
        <translation>¿Quiere dejarlo?</translation>
    </message>
    <message>
        <source>Stop here</source>
        <translation>Dejarlo aquí</translation>
    </message>
    <message>
        <source>Touch the screen to go on.</source>
        <translation>Toque la pantalla para seguir.</translation>
    </message>
    <message>
        <source>Thank you</source>
        <translation>Gracias</translation>
    </message>
    <message>
        <source>Your answers are saved.</source>
        <translation>Sus respuestas están guardadas.</translation>
    </message>
    <message>
        <source>Nothing to answer today</source>
        <translation>Hoy no hay nada que responder</translation>
    </message>
    <message>
        <source>Thank you for coming.</source>
        <translation>Gracias por venir.</translation>
    </message>
    <message>
        <source>Your answers so far are saved.</source>
        <translation>Sus respuestas hasta ahora están guardadas.</translation>
    </message>
    <message>
        <source>Your last answer is still here, but it could not be saved yet.</source>
        <translation>Su última respuesta sigue aquí, pero aún no se pudo guardar.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Intentar otra vez</translation>
    </message>
    <message>
        <source>For the team</source>
        <translation>Para el equipo</translation>
    </message>
</context>
<context>
    <name>ReviewScreen</name>
    <message>
        <source>Show more</source>
        <translation>Ver más</translation>
    </message>
    <message>
        <source>Before you finish</source>
        <translation>Antes de terminar</translation>
    </message>
    <message>
        <source>These questions have no answer yet. Tap one to go back to it, or go on.</source>
        <translation>Estas preguntas aún no tienen respuesta. Toque una para volver a ella, o siga.</translation>
    </message>
    <message>
        <source>You have answered every question. You can go back, or go on.</source>
        <translation>Ha respondido a todas las preguntas. Puede volver atrás o seguir.</translation>
    </message>
</context>
<context>
    <name>WelcomeScreen</name>
    <message>
        <source>Day</source>
        <translation>Día</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>Mes</translation>
    </message>
    <message>
        <source>Day of birth</source>
        <translation>Día de nacimiento</translation>
    </message>
    <message>
        <source>Month of birth</source>
        <translation>Mes de nacimiento</translation>
    </message>
    <message>
        <source>Jan,Feb,Mar,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec</source>
        <translation>ene,feb,mar,abr,may,jun,jul,ago,sep,oct,nov,dic</translation>
    </message>
    <message>
        <source>January,February,March,April,May,June,July,August,September,October,November,December</source>
        <translation>enero,febrero,marzo,abril,mayo,junio,julio,agosto,septiembre,octubre,noviembre,diciembre</translation>
    </message>
</context>
<context>
    <name>PatientWindow</name>
    <message>
        <source>Questions</source>
        <translation>Preguntas</translation>
    </message>
</context>
<context>
    <name>BodyMapInput</name>
    <message>
        <source>your left</source>
        <translation>su izquierda</translation>
    </message>
    <message>
        <source>your right</source>
        <translation>su derecha</translation>
    </message>
    <message>
        <source>front</source>
        <translation>delante</translation>
    </message>
    <message>
        <source>back</source>
        <translation>detrás</translation>
    </message>
    <message>
        <source>Show the figure</source>
        <translation>Ver la figura</translation>
    </message>
    <message>
        <source>Show as a list</source>
        <translation>Ver como lista</translation>
    </message>
    <message>
        <source>Tap an area to mark it. Tap it again to take the mark away.</source>
        <translation>Toque una zona para marcarla. Tóquela otra vez para quitar la marca.</translation>
    </message>
    <message>
        <source>You marked {count}: {areas}.</source>
        <translation>Marcó {count}: {areas}.</translation>
    </message>
    <message>
        <source>You marked {count}. The list shows them all.</source>
        <translation>Marcó {count}. La lista las muestra todas.</translation>
    </message>
</context>
<context>
    <name>FooterBar</name>
    <message>
        <source>Back</source>
        <translation>Atrás</translation>
    </message>
</context>
<context>
    <name>GentleSheet</name>
    <message>
        <source>You have not chosen an answer.</source>
        <translation>No ha elegido ninguna respuesta.</translation>
    </message>
    <message>
        <source>Answer now</source>
        <translation>Responder ahora</translation>
    </message>
    <message>
        <source>Prefer not to answer</source>
        <translation>Prefiero no responder</translation>
    </message>
    <message>
        <source>Come back later</source>
        <translation>Volver más tarde</translation>
    </message>
</context>
<context>
    <name>LookSheet</name>
    <message>
        <source>Text size and colours</source>
        <translation>Tamaño del texto y colores</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Tamaño del texto</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Colores</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Claro</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Oscuro</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Alto contraste</translation>
    </message>
    <message>
        <source>Movement</source>
        <translation>Movimiento</translation>
    </message>
    <message>
        <source>Calm</source>
        <translation>Suave</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Ninguno</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Listo</translation>
    </message>
    <message>
        <source>Usual</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>Menor</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>Mayor</translation>
    </message>
</context>
<context>
    <name>NumberPad</name>
    <message>
        <source>Delete</source>
        <translation>Borrar</translation>
    </message>
    <message>
        <source>Number: {number}</source>
        <translation>Número: {number}</translation>
    </message>
</context>
<context>
    <name>ProgressHeader</name>
    <message>
        <source>Pause</source>
        <translation>Pausa</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Ocultar</translation>
    </message>
    <message>
        <source>Aa</source>
        <translation>Aa</translation>
    </message>
    <message>
        <source>Hide the screen</source>
        <translation>Ocultar la pantalla</translation>
    </message>
    <message>
        <source>Text size and colours</source>
        <translation>Tamaño del texto y colores</translation>
    </message>
</context>
<context>
    <name>StillThere</name>
    <message>
        <source>Are you still there?</source>
        <translation>¿Sigue ahí?</translation>
    </message>
    <message>
        <source>Touch the screen to go on. Or it will go blank soon.</source>
        <translation>Toque la pantalla para seguir. Si no, pronto se quedará en blanco.</translation>
    </message>
    <message>
        <source>I am here</source>
        <translation>Aquí estoy</translation>
    </message>
</context>
<context>
    <name>TextInput</name>
    <message>
        <source>Type here if you like. You can also tell your clinician instead.</source>
        <translation>Escriba aquí si quiere. También puede decírselo a su médico.</translation>
    </message>
</context>
<context>
    <name>Counted</name>
    <message numerus="yes">
        <source>There are about %n question(s).</source>
        <translation>
            <numerusform>Hay alrededor de %n pregunta.</numerusform>
            <numerusform>Hay alrededor de %n preguntas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This takes about %n minute(s).</source>
        <translation>
            <numerusform>Esto lleva alrededor de %n minuto.</numerusform>
            <numerusform>Esto lleva alrededor de %n minutos.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AboutSheet</name>
    <message>
        <source>Done</source>
        <translation>Listo</translation>
    </message>
</context>
</TS>
