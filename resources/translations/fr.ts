<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
<extra-status>draft</extra-status>
<context>
    <name>Help</name>
    <message>
        <source>If you need help now, tell a member of the team.</source>
        <translation>Si vous avez besoin d’aide maintenant, dites-le à un membre de l’équipe.</translation>
    </message>
</context>
<context>
    <name>Recall</name>
    <message>
        <source>Past day</source>
        <translation>Dernier jour</translation>
    </message>
    <message>
        <source>Past {count} days</source>
        <translation>{count} derniers jours</translation>
    </message>
    <message>
        <source>Past week</source>
        <translation>Dernière semaine</translation>
    </message>
    <message>
        <source>Past {count} weeks</source>
        <translation>{count} dernières semaines</translation>
    </message>
    <message>
        <source>Past month</source>
        <translation>Dernier mois</translation>
    </message>
    <message>
        <source>Past {count} months</source>
        <translation>{count} derniers mois</translation>
    </message>
    <message>
        <source>Past year</source>
        <translation>Dernière année</translation>
    </message>
    <message>
        <source>Past {count} years</source>
        <translation>{count} dernières années</translation>
    </message>
</context>
<context>
    <name>Patient</name>
    <message>
        <source>Stop</source>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>Read aloud</source>
        <translation>Lire</translation>
    </message>
    <message>
        <source>Hello {name}. Is this you?</source>
        <translation>Bonjour {name}. Est-ce vous ?</translation>
    </message>
    <message>
        <source>Is this you?</source>
        <translation>Est-ce vous ?</translation>
    </message>
    <message>
        <source>That is not me</source>
        <translation>Ce n’est pas moi</translation>
    </message>
    <message>
        <source>Welcome back</source>
        <translation>Bon retour</translation>
    </message>
    <message>
        <source>That does not match. Please try again.</source>
        <translation>Cela ne correspond pas. Merci de réessayer.</translation>
    </message>
    <message>
        <source>The next questions</source>
        <translation>Les questions suivantes</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Continuer</translation>
    </message>
    <message>
        <source>Please read this</source>
        <translation>Merci de lire ceci</translation>
    </message>
    <message>
        <source>Clear my answer</source>
        <translation>Effacer ma réponse</translation>
    </message>
    <message>
        <source>About</source>
        <translation>À propos</translation>
    </message>
    <message>
        <source>Tap the day and the month you were born. Then tap Next.</source>
        <translation>Touchez le jour et le mois de votre naissance. Puis touchez Suivant.</translation>
    </message>
    <message>
        <source>You prefer not to answer</source>
        <translation>Vous préférez ne pas répondre</translation>
    </message>
    <message>
        <source>To come back to</source>
        <translation>À reprendre</translation>
    </message>
    <message>
        <source>Not answered yet</source>
        <translation>Pas encore répondu</translation>
    </message>
    <message>
        <source>Question {number} of {of}</source>
        <translation>Question {number} sur {of}</translation>
    </message>
    <message>
        <source>Part {part} of {parts}</source>
        <translation>Partie {part} sur {parts}</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Suivant</translation>
    </message>
    <message>
        <source>Please give this device to a member of the team.</source>
        <translation>Merci de remettre cet appareil à un membre de l’équipe.</translation>
    </message>
    <message>
        <source>These questions are about how you have been. Your answers help you and your clinician to talk about it.</source>
        <translation>Ces questions portent sur la façon dont vous allez. Vos réponses vous aident, vous et votre médecin, à en parler.</translation>
    </message>
    <message>
        <source>Your clinician reads your answers at this visit. Some answers are shown to the team straight away, so that someone can check in with you.</source>
        <translation>Votre médecin lit vos réponses lors de cette visite. L’équipe voit certaines réponses tout de suite, pour que quelqu’un puisse venir vous parler.</translation>
    </message>
    <message>
        <source>Before you start</source>
        <translation>Avant de commencer</translation>
    </message>
    <message>
        <source>You may skip any question. You may pause at any time.</source>
        <translation>Vous pouvez passer toute question. Vous pouvez faire une pause à tout moment.</translation>
    </message>
    <message>
        <source>How do you like the weather today?</source>
        <translation>Le temps d’aujourd’hui vous plaît-il ?</translation>
    </message>
    <message>
        <source>Not at all</source>
        <translation>Pas du tout</translation>
    </message>
    <message>
        <source>Very much</source>
        <translation>Beaucoup</translation>
    </message>
    <message>
        <source>Try it out first. Tap a number, then tap Next. This answer is not kept.</source>
        <translation>Essayez d’abord. Touchez un chiffre, puis touchez Suivant. Cette réponse n’est pas gardée.</translation>
    </message>
    <message>
        <source>Who answered the questions today?</source>
        <translation>Qui a répondu aux questions aujourd’hui ?</translation>
    </message>
    <message>
        <source>I answered on my own</source>
        <translation>J’ai répondu sans aide</translation>
    </message>
    <message>
        <source>Someone read or tapped for me. The answers are my own</source>
        <translation>Quelqu’un a lu ou touché pour moi. Les réponses sont les miennes</translation>
    </message>
    <message>
        <source>Someone answered for me</source>
        <translation>Quelqu’un a répondu à ma place</translation>
    </message>
    <message>
        <source>Part {part} of {parts} is done</source>
        <translation>Partie {part} sur {parts} terminée</translation>
    </message>
    <message>
        <source>You can rest now. Tap Next when you are ready.</source>
        <translation>Vous pouvez vous reposer. Touchez Suivant quand vous voulez continuer.</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Your answers are saved. Take the time you need.</source>
        <translation>Vos réponses sont enregistrées. Prenez le temps qu’il vous faut.</translation>
    </message>
    <message>
        <source>Do you want to stop?</source>
        <translation>Voulez-vous arrêter ?</translation>
    </message>
    <message>
        <source>Stop here</source>
        <translation>Arrêter ici</translation>
    </message>
    <message>
        <source>Touch the screen to go on.</source>
        <translation>Touchez l’écran pour continuer.</translation>
    </message>
    <message>
        <source>Thank you</source>
        <translation>Merci</translation>
    </message>
    <message>
        <source>Your answers are saved.</source>
        <translation>Vos réponses sont enregistrées.</translation>
    </message>
    <message>
        <source>Nothing to answer today</source>
        <translation>Rien à répondre aujourd’hui</translation>
    </message>
    <message>
        <source>Thank you for coming.</source>
        <translation>Merci d’être venu.</translation>
    </message>
    <message>
        <source>Your answers so far are saved.</source>
        <translation>Vos réponses jusqu’ici sont enregistrées.</translation>
    </message>
    <message>
        <source>Your last answer is still here, but it could not be saved yet.</source>
        <translation>Votre dernière réponse est encore là, mais elle n’a pas encore pu être enregistrée.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>For the team</source>
        <translation>Pour l’équipe</translation>
    </message>
</context>
<context>
    <name>ReviewScreen</name>
    <message>
        <source>Show more</source>
        <translation>Voir plus</translation>
    </message>
    <message>
        <source>Before you finish</source>
        <translation>Avant de terminer</translation>
    </message>
    <message>
        <source>These questions have no answer yet. Tap one to go back to it, or go on.</source>
        <translation>Ces questions n’ont pas encore de réponse. Touchez-en une pour y revenir, ou continuez.</translation>
    </message>
    <message>
        <source>You have answered every question. You can go back, or go on.</source>
        <translation>Vous avez répondu à toutes les questions. Vous pouvez revenir en arrière ou continuer.</translation>
    </message>
</context>
<context>
    <name>WelcomeScreen</name>
    <message>
        <source>Day</source>
        <translation>Jour</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>Mois</translation>
    </message>
    <message>
        <source>Day of birth</source>
        <translation>Jour de naissance</translation>
    </message>
    <message>
        <source>Month of birth</source>
        <translation>Mois de naissance</translation>
    </message>
    <message>
        <source>Jan,Feb,Mar,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec</source>
        <translation>janv,févr,mars,avr,mai,juin,juil,août,sept,oct,nov,déc</translation>
    </message>
    <message>
        <source>January,February,March,April,May,June,July,August,September,October,November,December</source>
        <translation>janvier,février,mars,avril,mai,juin,juillet,août,septembre,octobre,novembre,décembre</translation>
    </message>
</context>
<context>
    <name>PatientWindow</name>
    <message>
        <source>Questions</source>
        <translation>Questions</translation>
    </message>
</context>
<context>
    <name>BodyMapInput</name>
    <message>
        <source>your left</source>
        <translation>votre gauche</translation>
    </message>
    <message>
        <source>your right</source>
        <translation>votre droite</translation>
    </message>
    <message>
        <source>front</source>
        <translation>devant</translation>
    </message>
    <message>
        <source>back</source>
        <translation>dos</translation>
    </message>
    <message>
        <source>Show the figure</source>
        <translation>Voir la figure</translation>
    </message>
    <message>
        <source>Show as a list</source>
        <translation>Voir la liste</translation>
    </message>
    <message>
        <source>Tap an area to mark it. Tap it again to take the mark away.</source>
        <translation>Touchez une zone pour la marquer. Touchez-la encore pour enlever la marque.</translation>
    </message>
    <message>
        <source>You marked {count}: {areas}.</source>
        <translation>Vous avez marqué {count} : {areas}.</translation>
    </message>
    <message>
        <source>You marked {count}. The list shows them all.</source>
        <translation>Vous en avez marqué {count}. La liste les montre toutes.</translation>
    </message>
</context>
<context>
    <name>FooterBar</name>
    <message>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
</context>
<context>
    <name>GentleSheet</name>
    <message>
        <source>You have not chosen an answer.</source>
        <translation>Vous n’avez pas choisi de réponse.</translation>
    </message>
    <message>
        <source>Answer now</source>
        <translation>Répondre maintenant</translation>
    </message>
    <message>
        <source>Prefer not to answer</source>
        <translation>Je préfère ne pas répondre</translation>
    </message>
    <message>
        <source>Come back later</source>
        <translation>Y revenir plus tard</translation>
    </message>
</context>
<context>
    <name>LookSheet</name>
    <message>
        <source>Text size and colours</source>
        <translation>Taille du texte et couleurs</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Taille du texte</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Couleurs</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Clair</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Sombre</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Contraste élevé</translation>
    </message>
    <message>
        <source>Movement</source>
        <translation>Mouvement</translation>
    </message>
    <message>
        <source>Calm</source>
        <translation>Doux</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Aucun</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Terminé</translation>
    </message>
    <message>
        <source>Usual</source>
        <translation>Normale</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>Petite</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>Grande</translation>
    </message>
</context>
<context>
    <name>NumberPad</name>
    <message>
        <source>Delete</source>
        <translation>Effacer</translation>
    </message>
    <message>
        <source>Number: {number}</source>
        <translation>Nombre : {number}</translation>
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
        <translation>Cacher</translation>
    </message>
    <message>
        <source>Aa</source>
        <translation>Aa</translation>
    </message>
    <message>
        <source>Hide the screen</source>
        <translation>Cacher l’écran</translation>
    </message>
    <message>
        <source>Text size and colours</source>
        <translation>Taille du texte et couleurs</translation>
    </message>
</context>
<context>
    <name>StillThere</name>
    <message>
        <source>Are you still there?</source>
        <translation>Êtes-vous encore là ?</translation>
    </message>
    <message>
        <source>Touch the screen to go on. Or it will go blank soon.</source>
        <translation>Touchez l’écran pour continuer. Sinon, il va bientôt s’effacer.</translation>
    </message>
    <message>
        <source>I am here</source>
        <translation>Je suis là</translation>
    </message>
</context>
<context>
    <name>TextInput</name>
    <message>
        <source>Type here if you like. You can also tell your clinician instead.</source>
        <translation>Écrivez ici si vous voulez. Vous pouvez aussi le dire à votre médecin.</translation>
    </message>
</context>
<context>
    <name>Counted</name>
    <message numerus="yes">
        <source>There are about %n question(s).</source>
        <translation>
            <numerusform>Il y a environ %n question.</numerusform>
            <numerusform>Il y a environ %n questions.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This takes about %n minute(s).</source>
        <translation>
            <numerusform>Cela prend environ %n minute.</numerusform>
            <numerusform>Cela prend environ %n minutes.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AboutSheet</name>
    <message>
        <source>Done</source>
        <translation>Terminé</translation>
    </message>
</context>
</TS>
