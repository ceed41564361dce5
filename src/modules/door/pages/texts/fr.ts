import type { Catalogue } from "../../../../core/texts/index.ts";
import type { DoorKey } from "./en.ts";

/**
 * The same in French. The reader is “vous”, and no participle agrees with them; names of agencies never stand after
 * “de” or “que”, which would lose a vowel. No native reader has checked it yet: see `reviews.ts`.
 */
export const fr: Catalogue<DoorKey> = {
  "site-name": "Conseils de tous les jours",
  "skip-to-text": "Aller au texte",
  leave: "Partir maintenant",
  "leave-how":
    "Appuyez sur « Partir maintenant », ou trois fois sur la touche Esc. Cette page disparaît, et le bouton Retour n’y ramène pas.",
  "trial-door":
    "Cette page est un essai. Les personnes que l’on y voit sont inventées. N’écrivez rien de vrai.",
  "unchecked-text": "Aucune personne de langue maternelle française n’a encore vérifié ce texte.",
  "change-language": "Changer de langue",
  "go-home": "Aller à la première page",
  "danger-now": "En danger maintenant ?",
  "danger-call": "Appeler le",
  "danger-free": "L’appel est gratuit.",
  "no-lock":
    "Cette page verrouille votre texte sur votre téléphone avant de l’envoyer. Votre navigateur ne la laisse pas faire : il est ancien, ou JavaScript est désactivé. Le plus sûr est d’ouvrir cette page dans un autre navigateur, ou sur un autre téléphone.",
  "plain-offer":
    "Si vous ne pouvez pas, il y a une voie simple. Elle protège moins, et elle dit d’abord en quoi.",
  "plain-title": "La voie simple",
  "plain-if": "Le bouton ne marche pas dans votre navigateur ?",
  "plain-weaker":
    "Cette voie protège moins. Ici, votre téléphone ne verrouille pas votre texte. Il va jusqu’à notre ordinateur par une ligne fermée, et c’est notre ordinateur qui le verrouille pour les personnes qui répondent. À ce moment-là, quelqu’un qui serait entré dans notre ordinateur pourrait le lire. C’est vrai aussi de vos mots pour revenir, et chaque fois que vous ouvrez vos lettres ici.",
  "plain-not":
    "Pour des images, des fichiers, une preuve que vous avez écrit, « Mon dossier » ou un oui à une question, il faut un navigateur qui verrouille.",
  "plain-leave":
    "Ici, « Partir maintenant » fait moins : le bouton Retour peut montrer cette page à nouveau. Fermez la fenêtre quand vous avez fini.",
  "plain-restore":
    "Votre navigateur peut garder ce que vous écrivez jusqu’à l’envoi. Pendant dix minutes ensuite, Retour peut rouvrir vos lettres. Si l’envoi échoue, votre navigateur peut garder le texte plus longtemps, même une fois fermé.",
  "plain-over": "Cette page était ouverte dix minutes, c’est fini. Ouvrez vos lettres avec vos mots.",
  "plain-send": "Envoyer par la voie simple",
  "lock-getting-ready": "Le verrou se prépare…",
  "lock-failed":
    "Le verrou ne s’est pas chargé. Ce que vous avez écrit est encore là. Vérifiez votre connexion.",
  "try-again": "Réessayer",
  "away-title": "Cette page ne peut pas s’ouvrir pour le moment",
  "away-lead":
    "Votre téléphone n’a rien. Beaucoup de personnes sont ici, ou quelque chose s’est arrêté un instant de notre côté. Attendez un peu, puis réessayez.",

  "tell-title": "Nous parler ou nous poser une question",
  "tell-lead":
    "Dites-en peu ou beaucoup, comme vous voulez. Pas besoin de donner un nom. Vous pouvez laisser de côté ce que vous voulez.",
  "tell-children":
    "Si un enfant est en danger, les personnes qui travaillent ici avec des enfants peuvent devoir le dire au service de protection de l’enfance. Vous pouvez d’abord demander sans donner de nom.",
  "tell-readers":
    "Seules les personnes qui répondent pour {agency} peuvent le lire. Elles n’en parlent à personne d’autre sans votre accord, sauf si un juge l’ordonne ou si la loi l’exige pour un enfant en danger.",
  "tell-answers": "Elles répondent en {hours, plural, one {une heure} other {# heures}} au plus.",
  "tell-quiet":
    "Aucune des personnes qui répondent n’est venue ici depuis {hours, plural, one {une heure} other {# heures}} ou plus, donc cela peut prendre plus de temps maintenant. Les lieux indiqués plus bas sont peut-être ouverts.",
  "tell-attended": "Quelqu’un est là {hours}. Ici, il est {time}.",
  "tell-always": "Quelqu’un est là jour et nuit.",
  "tell-here-now": "Quelqu’un est là maintenant.",
  "tell-away-now": "Il n’y a personne en ce moment. Vous pouvez écrire à toute heure.",
  "tell-open-now": "Ouvert maintenant : {places}.",
  "tell-open-more": "Voir qui d’autre est ouvert maintenant",
  "tell-question": "Que voulez-vous dire ?",
  "tell-question-why":
    "Pour que nous sachions comment aider. Vous pouvez écrire dans n’importe quelle langue.",
  "tell-language": "Dans quelle langue devons-nous répondre ?",
  "tell-language-why": "Pour que vous puissiez lire notre réponse. Vous pouvez laisser comme c’est.",
  "tell-subject": "De quoi s’agit-il ?",
  "tell-subject-why": "Pour que la bonne personne réponde. Vous pouvez laisser ceci de côté.",
  "subject-none": "Je préfère ne pas le dire",
  "subject-me": "De moi",
  "subject-someone": "De quelqu’un que je connais",
  "subject-seen": "De quelque chose que j’ai vu",
  "subject-job": "D’une offre de travail",
  "subject-website": "D’un site ou d’une application",
  "ask-safe": "Êtes-vous en sécurité en ce moment ?",
  "ask-safe-why": "Sinon, nous disons d’abord qui vous pouvez appeler.",
  "ask-reach": "Quand pouvez-vous lire ici sans danger ?",
  "ask-reach-why": "Pour savoir combien de temps une réponse peut attendre.",
  "ask-danger": "Cette personne est-elle en danger maintenant ?",
  "ask-danger-why": "Si oui, nous disons d’abord qui vous pouvez appeler.",
  "ask-know": "Comment le savez-vous ?",
  "ask-know-why": "Pour ne rien vous demander que vous ne pouvez pas savoir.",
  "ask-where": "Où et quand était-ce ?",
  "ask-where-why": "Une rue, un lieu ou un jour suffit. Laissez de côté ce qui n’est pas sûr.",
  "ask-who": "Qu’avez-vous vu là-bas ?",
  "ask-who-why":
    "Dites seulement ce que vous avez vu. Pas besoin de noms, et n’y retournez pas pour regarder.",
  "ask-job": "Qui propose le travail, et où ?",
  "ask-job-why": "Le nom d’une entreprise, d’une page ou d’une personne, si vous l’avez.",
  "ask-before": "Que veut-on de vous d’abord ?",
  "ask-before-why":
    "De l’argent, des papiers ou des photos, par exemple. Cela montre souvent ce que vaut une offre.",
  "ask-site": "De quel site, quelle application ou quel compte s’agit-il ?",
  "ask-site-why": "Une adresse ou un nom. Pas besoin de l’ouvrir encore.",
  "ask-there": "Qu’est-ce qui y est montré ou dit ?",
  "ask-there-why":
    "Avec vos mots. N’envoyez pas d’images d’un enfant sans vêtements : en avoir peut être un crime, même pour aider.",
  "tell-keep": "Garder ce texte sur ce téléphone jusqu’à l’envoi",
  "tell-keep-why":
    "Il est alors encore là quand la page se recharge. Qui ouvre cette page sur ce téléphone peut le lire. Il disparaît quand vous l’envoyez ou appuyez sur le bouton pour partir.",
  "tell-keep-cannot": "Ce navigateur ne garde rien. Votre texte est seulement sur cette page.",
  "tell-lock": "Votre texte est verrouillé sur ce téléphone avant l’envoi.",
  "tell-unsent":
    "Tant que vous ne l’envoyez pas, ce texte n’est que sur cette page. Si vous fermez la page, le texte est perdu.",
  "tell-send": "Verrouiller et envoyer",
  "tell-rather": "Je préfère parler ou envoyer une image",
  "tell-rather-why":
    "Cette phrase part comme premier message. Ensuite vous recevez vos mots pour revenir, et vous pouvez enregistrer votre voix ou ajouter des images.",
  "tell-empty":
    "Il n’y a encore rien à envoyer. Écrivez un mot ou deux, ou appuyez sur « Partir maintenant ».",
  "tell-making-words":
    "Nous préparons votre chemin de retour… Cela peut prendre quelques secondes sur un vieux téléphone.",
  "tell-sending": "Envoi en cours…",
  "tell-not-sent": "Le message n’est pas parti. Ce que vous avez écrit est encore là.",
  "no-connection":
    "Il n’y a pas de connexion maintenant. Ce que vous avez écrit est encore là. Réessayez dans un moment.",
  "too-many":
    "Trop de messages sont arrivés en peu de temps. Vous n’avez rien fait de mal, et ce que vous avez écrit est encore là. Laissez cette page ouverte et envoyez à nouveau dans {minutes, plural, one {une minute} other {# minutes}}. En cas de danger, appelez le {number}.",
  "door-closed":
    "Personne ne peut répondre ici en ce moment, donc rien ne peut être envoyé. En cas de danger, appelez le {number}.",
  "readers-not-right":
    "La liste des personnes qui répondent ici ne semble pas correcte, donc rien n’a été envoyé. Ce que vous avez écrit est encore là. N’envoyez rien depuis cette page aujourd’hui ; s’il vous faut de l’aide maintenant, appelez le {number}.",

  "words-step": "Étape 2 sur 3. C’est envoyé.",
  "words-title": "Ces huit mots sont votre chemin de retour.",
  "words-title-digits": "Ces 26 chiffres sont votre chemin de retour.",
  "words-lead":
    "Avec eux, vous pouvez lire notre réponse. Personne d’autre ne les a. Si vous les perdez, personne ne peut les retrouver pour vous : vous pourrez seulement nous écrire à nouveau, comme une nouvelle personne.",
  "words-list-label": "Vos huit mots",
  "words-digits-label": "Vos 26 chiffres",
  "words-hide": "Cacher",
  "words-show": "Montrer",
  "words-as-digits": "Plutôt des chiffres",
  "words-as-words": "Plutôt des mots",
  "words-hidden": "C’est caché. Appuyez sur « Montrer » pour les revoir.",
  "words-aloud": "Lire à voix haute",
  "words-aloud-stop": "Arrêter la lecture",
  "words-aloud-why": "Les personnes près de vous peuvent l’entendre.",
  "words-keep-title": "Comment les garder en sécurité",
  "words-keep-paper": "Sur du papier, au milieu d’autres choses.",
  "words-keep-paper-more": "Une liste de courses, ou le dos d’un ticket. Gardez le même ordre.",
  "words-keep-head": "Dans votre tête.",
  "words-keep-head-more": "Faites-en une petite histoire, dans le même ordre.",
  "words-keep-not": "Pas en photo ni dans une discussion en ligne,",
  "words-keep-not-more": "si quelqu’un d’autre regarde votre téléphone.",
  "words-check-title": "Vérifions-en deux",
  "words-check-lead":
    "Pour qu’une petite erreur ne vous ferme pas la porte plus tard. Ils sont cachés pendant que vous écrivez.",
  "words-check-word": "Mot {position}",
  "words-check-group": "Groupe {position} des chiffres",
  "words-check-right": "C’est juste.",
  "words-check-wrong":
    "« {typed} », ce n’est pas ça. Appuyez sur « Montrer », regardez encore, et réécrivez.",
  "words-check-empty": "Écrivez ici, ou appuyez sur « Passer ».",
  "words-check-go": "Vérifier et continuer",
  "words-check-skip": "Passer, je les ai gardés",
  "done-step": "Étape 3 sur 3. C’est fini.",
  "done-title": "Merci. C’est bien arrivé.",
  "done-lead":
    "Une personne qui répond le lira. Nous ne pouvons ni vous appeler ni vous écrire ailleurs : revenez ici avec vos mots pour lire la réponse.",
  "done-read": "Voir ce que j’ai envoyé",

  "back-title": "Revenir",
  "back-lead":
    "Écrivez vos huit mots, ou vos 26 chiffres. Les majuscules, les virgules et les espaces en trop ne comptent pas.",
  "back-label": "Vos mots ou vos chiffres",
  "back-why":
    "Ils ouvrent vos messages. Ils restent sur ce téléphone : seule une clé faite à partir d’eux est utilisée.",
  "back-open": "Ouvrir",
  "back-opening": "Ouverture… Cela peut prendre quelques secondes sur un vieux téléphone.",
  "back-lost": "J’ai perdu mes mots",
  "back-lost-file":
    "Tenons-nous un dossier avec vous ? Alors venez nous voir, ou parlez-nous par le moyen sûr que nous avons choisi ensemble. Deux personnes de chez nous doivent savoir que c’est vous. Un jour plus tard, vous recevez un code pour avoir de nouveaux mots.",
  "back-has-code": "J’ai un code",
  "new-words-title": "De nouveaux mots pour votre dossier",
  "new-words-lead":
    "Avec le code que nous vous avons donné. Faites-le sans personne à côté de vous, sur un téléphone que personne d’autre ne regarde.",
  "new-words-code": "Le code : 20 chiffres",
  "new-words-why":
    "Il est valable une heure. Avec lui, vos anciens mots ne marchent plus. Les anciens messages restent verrouillés : seuls les anciens mots les ouvrent.",
  "new-words-make": "Créer mes mots",
  "new-words-short": "Le code a 20 chiffres. Regardez-le encore une fois.",
  "new-words-wrong": "Ce n’est pas le code, ou il n’est plus valable. Demandez-nous-en un autre.",
  "new-words-failed": "Cela n’a pas marché. Rien n’a changé. Réessayez.",
  "new-words-made":
    "Ils ouvrent votre dossier à partir de maintenant. Les anciens ne l’ouvrent plus. Personne d’autre ne les a. Gardez-les avant de continuer.",
  "new-words-waits":
    "Quelqu’un a dit à {agency} que ces mots sont perdus. À partir du {date}, cette personne pourra en avoir de nouveaux, et les vôtres ne marcheront plus. Ce n’était pas vous ? Arrêtez cela.",
  "new-words-stop": "Arrêter cela, j’ai mes mots",
  "new-words-stopped": "C’est arrêté. Vos mots restent comme ils sont.",
  "new-words-were-made":
    "De nouveaux mots ont été créés le {date}, avec {agency}. Ce n’était pas vous ? Dites-le-leur.",
  "back-lost-more":
    "Nous ne pouvons pas les retrouver pour vous, et personne d’autre ne le peut. Vous pouvez nous écrire à nouveau. Ce que vous avez écrit avant est effacé 60 jours après votre dernière visite.",
  "slip-empty": "Rien n’est encore écrit.",
  "slip-too-few-words":
    "{seen, plural, =0 {Il n’y a encore aucun mot} one {Il y a # mot} other {Il y a # mots}}. Il en faut huit.",
  "slip-too-many-words": "Il y a {seen} mots. Il en faut huit.",
  "slip-unknown": "Le mot {position}, « {word} », n’est pas dans notre liste.",
  "slip-unknown-near":
    "Le mot {position}, « {word} », n’est pas dans notre liste. Voulez-vous dire {nearest} ?",
  "slip-word": "« {word} »",
  "slip-or": "{left} ou {right}",
  "slip-mixed": "Le mot {position} n’est pas de la même langue que les autres. Vérifiez-le.",
  "slip-check":
    "Ce sont huit mots de notre liste, mais l’un est faux ou deux ont changé de place. Vérifiez chacun, et leur ordre.",
  "slip-check-swap":
    "Ce sont des mots de notre liste, mais leur ordre est peut-être faux. Regardez les mots {left} et {right}.",
  "slip-check-instead":
    "Un mot est peut-être faux. Regardez le mot {position} : voulez-vous dire « {word} » ?",
  "slip-too-few-digits": "{seen, plural, one {Il y a # chiffre} other {Il y a # chiffres}}. Il en faut 26.",
  "slip-too-many-digits": "Il y a {seen} chiffres. Il en faut 26.",
  "slip-not-digits": "Tout n’est pas des chiffres. Écrivez les 26 chiffres, ou vos huit mots.",
  "slip-digits-check": "Un chiffre est faux, ou deux ont changé de place.",
  "slip-digits-check-groups":
    "Un chiffre est faux, ou deux ont changé de place. Regardez d’abord le groupe {groups}.",
  "back-not-found":
    "Ces mots sont entiers, mais ils n’ouvrent rien ici. Ils sont peut-être pour une autre page, ou les messages ont été effacés après 60 jours sans visite.",
  "back-failed": "Cela ne s’est pas ouvert. Vos mots sont encore là.",

  "talk-title": "Bon retour ici.",
  "talk-news":
    "{count, plural, =0 {Il n’y a pas encore de réponse.} one {Nous vous avons répondu.} other {Il y a # messages de nous.}} Seuls vos mots ouvrent ceci.",
  "talk-letters": "Les messages, du plus ancien au plus récent",
  "talk-you": "Vous",
  "talk-by-telephone": "Noté par nous pendant votre appel",
  "talk-us-no-name": "Une personne qui répond ici",
  "talk-about-hour": "{day}, vers {hour}",
  "talk-bad-letter":
    "Ce message ne peut pas être montré. Il a été changé, ou il ne vient pas des personnes qui répondent ici. Ne vous y fiez pas.",
  "talk-readers-changed":
    "La liste des personnes qui lisent ici est plus vieille qu’une autre déjà utilisée. Quelqu’un a peut-être changé cette page. N’écrivez pas ici aujourd’hui ; s’il vous faut de l’aide maintenant, appelez le {number}.",
  "talk-deleted": "Cette conversation a été effacée. Votre dossier est toujours là.",
  "talk-reply": "Votre réponse, si vous voulez",
  "talk-reply-why": "Pas besoin de nom. Vous pouvez laisser n’importe quelle question de côté.",
  "talk-send": "Verrouiller et envoyer",
  "talk-sent": "C’est envoyé.",
  "talk-look-again": "Voir s’il y a une nouvelle réponse",
  "talk-looked": "Vous voyez maintenant les messages les plus récents.",
  "talk-someone-first":
    "Un nouveau message est arrivé pendant que vous écriviez. Il est affiché plus haut. Votre texte est encore là : lisez le message, puis envoyez.",
  "talk-kept-until": "Ces messages restent jusqu’au {date}. Chaque visite prolonge ce temps.",
  "talk-delete": "Tout effacer maintenant",
  "talk-delete-sure":
    "Effacer tous les messages, les vôtres et les nôtres ? Personne ne pourra les faire revenir. Si vous avez un dossier, il reste ; vous pouvez toujours l’ouvrir avec vos mots.",
  "talk-delete-yes": "Oui, les effacer",
  "talk-delete-no": "Non, les garder",
  "talk-deleted-done": "Tout est effacé ici. Vos mots n’ouvrent plus rien maintenant.",
  "talk-my-file": "Mon dossier",
  "talk-my-file-more": "Ce qui est écrit sur vous, qui a regardé, et ce que vous autorisez",
  "notice-title": "Savoir quand nous répondons",
  "notice-lead":
    "Nous pouvons vous envoyer un court message quand il y a une réponse. Il ne dit ni de qui il vient, ni de quoi il parle.",
  "notice-danger":
    "Quelqu’un d’autre regarde votre téléphone ou votre courrier ? Alors laissez ceci éteint. Vos mots vous ramènent ici à tout moment.",
  "notice-way": "Comment doit-il venir ?",
  "notice-email": "Par e-mail",
  "notice-message": "Par SMS",
  "notice-to-email": "Votre adresse e-mail",
  "notice-to-message": "Votre numéro de téléphone",
  "notice-to-why":
    "Tout est verrouillé sur ce téléphone. Les personnes qui vous répondent ne le voient pas. Qui transporte le message voit où il va.",
  "notice-say": "Que doit-il dire ?",
  "notice-say-why": "Choisissez une phrase qui n’étonnera personne.",
  "notice-say-1": "Un petit rappel pour vous",
  "notice-say-2": "La note que vous avez demandée",
  "notice-say-3": "Il y a du nouveau à lire",
  "notice-save": "Me le dire",
  "notice-wrong-email": "Ce n’est pas encore une adresse e-mail. Écrivez-la comme nom@example.org.",
  "notice-wrong-number":
    "Ce n’est pas encore un numéro complet. Écrivez-le avec + et le numéro du pays d’abord, comme +33 6 39 98 12 34.",
  "notice-on":
    "C’est allumé. Un message part une heure ou plus après une réponse. Il n’en vient pas d’autre avant votre retour ici.",
  "notice-told": "Un message est parti. Un autre peut venir après la prochaine réponse.",
  "notice-failed": "Le message n’a pas pu partir. Vérifiez où il doit aller, ou laissez ceci éteint.",
  "notice-stop": "Arrêter",
  "notice-off": "C’est éteint. L’endroit où il devait aller est effacé.",
  "notice-not-kept": "Rien n’a changé. Essayez encore dans un moment.",
  "attach-later": "Des images, un enregistrement ou des fichiers peuvent être ajoutés à l’étape suivante.",
  "attach-title": "Ajouter des images, un enregistrement ou des fichiers",
  "attach-lead":
    "Chacun peut avoir jusqu’à {size} Mo. Ils sont verrouillés sur ce téléphone, comme vos mots.",
  "attach-hidden":
    "Les images et les documents contiennent souvent des détails cachés : un lieu, une heure, un nom. Nous les enlevons avant tout envoi.",
  "attach-never":
    "N’envoyez jamais l’image d’un enfant sans vêtements, même comme preuve. En avoir peut être un crime, et cela blesse l’enfant encore une fois. Dites-nous avec des mots où vous l’avez vue.",
  "attach-choose": "Choisir des images ou des fichiers",
  "attach-record": "Enregistrer votre voix",
  "attach-record-why": "Qui vous connaît peut reconnaître votre voix.",
  "attach-recording": "Enregistrement : {seconds} s",
  "attach-record-stop": "Arrêter l’enregistrement",
  "attach-record-no": "Ce navigateur n’enregistre pas ici, ou le micro est coupé.",
  "attach-too-large": "{name} dépasse {size} Mo. Le fichier a été laissé de côté.",
  "attach-empty": "{name} est vide. Le fichier a été laissé de côté.",
  "attach-too-many": "{count} au plus par lettre.",
  "attach-cleaned": "Détails cachés enlevés",
  "attach-unknown":
    "Ce fichier peut contenir des détails cachés, comme un nom ou un lieu. On ne peut pas les enlever ici.",
  "attach-send-anyway": "L’envoyer tel quel",
  "attach-keep": "Envoyer aussi l’original, avec ses détails cachés, comme preuve",
  "attach-keep-why": "Il est verrouillé comme le reste. Seules les personnes qui répondent peuvent l’ouvrir.",
  "attach-kept": "L’original, avec ses détails cachés",
  "attach-remove": "Laisser de côté",
  "attach-sending": "Envoi de {name} : {percent} %",
  "attach-full": "Il n’y a plus de place ici. Vous pouvez dire le reste avec des mots.",
  "attach-open": "Montrer",
  "attach-opening": "Ouverture…",
  "attach-open-failed": "Impossible de l’ouvrir.",
  "attach-save": "Enregistrer une copie",
  "talk-close": "Fermer et oublier mes mots",
  "visit-ended":
    "Cette visite est terminée, pour que personne ne puisse continuer à lire après vous. Écrivez vos mots encore une fois.",

  "offer-title": "Pouvons-nous ouvrir un dossier pour vous, avec {agency} ?",
  "offer-lead":
    "{agency} garderait le dossier. Si vous dites oui, {recipient} peut aussi voir ceci, et seulement ceci :",
  "offer-not": "{recipient} ne voit pas :",
  "offer-not-letters": "Les messages que vous avez écrits ici",
  "offer-not-others":
    "Personne d’autre n’en voit rien sans votre accord. Seul l’ordre d’un juge pourrait en ouvrir une partie, et vous le verriez ici.",
  "offer-for": "Pour : {purpose}. Jusqu’au {date}.",
  "offer-yes": "Oui, je donne mon accord",
  "offer-no": "Pas maintenant",
  "offer-free": "Vous pouvez reprendre votre accord à tout moment. Votre soutien ne s’arrête pas pour cela.",
  "offer-said-yes": "Vous avez dit oui. Vous pouvez reprendre votre accord dans « Mon dossier ».",
  "offer-said-no":
    "Vous avez dit « pas maintenant ». C’est bien ainsi. Vous pouvez en reparler à tout moment.",
  "offer-taken-back": "Nous avons retiré cette question.",
  "offer-changed": "La question a changé. Merci de la lire à nouveau.",
  "offer-over": "Le temps pour répondre à cette question est passé.",
  "transfer-title": "{to} peut-elle vous répondre à partir de maintenant ?",
  "transfer-lead": "{from} vous le demande. Rien ne change sans votre accord.",
  "transfer-reads": "{to} pourrait lire toutes les lettres et tous les fichiers ici.",
  "transfer-no-more": "{from} ne pourrait plus en lire aucun. Ce qui a déjà été lu, on peut s’en souvenir.",
  "transfer-words": "Vos mots restent les mêmes. Vous revenez de la même façon.",
  "transfer-sentence":
    "J’accepte que {to} lise toutes les lettres et tous les fichiers de cette conversation et me réponde à partir de maintenant, à la place de {from}.",
  "transfer-free": "Si vous dites « pas maintenant », {from} continue à vous répondre.",
  "transfer-locking": "Vos lettres sont verrouillées pour {to}…",
  "transfer-said-yes": "Vous avez dit oui. {to} lit et répond ici maintenant.",
  "transfer-said-no": "Vous avez dit « pas maintenant ». {from} continue à vous répondre.",
  "transfer-nobody": "Personne chez {to} ne peut prendre la suite pour le moment. Rien n’a changé.",
  "transfer-from-here": "À partir d’ici, {to} lit et répond.",
  "stand-in-ask":
    "Si personne chez {agency} n’ouvre ma lettre en {hours, plural, one {une heure} other {# heures}}, {other} peut l’ouvrir.",
  "stand-in-why":
    "Pour qu’aucune lettre ne reste sans être lue. C’est alors {other} qui vous répondrait. Avant cela, {other} ne peut pas la lire, sauf à enfreindre cette règle avec les personnes qui gèrent ce serveur.",
  "stand-in-letter":
    "{other} peut ouvrir ceci à partir de {day}, vers {hour}, si personne ici ne l’a ouvert avant.",
  "stand-in-opened":
    "Personne chez {from} ne l’avait ouvert à temps. {to} l’a donc fait, comme vous l’aviez accepté. À partir d’ici, {to} lit et répond.",
  "stand-in-changed":
    "Qui peut ouvrir ceci si personne ne le fait à temps a changé. Regardez encore ci-dessous, puis envoyez.",
  "consent-sentence":
    "Je donne mon accord : {agency} ouvre un dossier sur moi. J’autorise {recipient} à voir ceci : {categories}. C’est pour : {purpose}. Cela finit le {until}. Je peux reprendre cet accord à tout moment.",
  "consent-in-person-sentence":
    "J’autorise {recipient} à voir ceci dans mon dossier chez {agency} : {categories}. C’est pour : {purpose}. Cela finit le {until}. Je peux reprendre cet accord à tout moment. Alors {recipient} ne peut plus rien lire. Les personnes qui l’ont lu avant s’en souviennent peut-être. Si je dis non, je reçois la même aide.",

  "orders-title": "Les ordres à annoncer plus tard",
  "orders-lead":
    "Un tribunal peut ordonner de ne pas dire à une personne, pendant un certain temps, qu’une partie de son dossier a été ouverte.",
  "orders-few":
    "Au début de ce mois ({date}), il y avait moins de {count} de ces ordres dans cette maison, ou aucun.",
  "orders-some":
    "Au début de ce mois ({date}), il y avait au moins {count} de ces ordres dans cette maison, et moins de {left}.",
  "orders-end":
    "Chaque ordre nomme un tribunal et a une fin. Quand la fin arrive, la personne voit tout dans son dossier, sans rien avoir à faire.",
  "orders-why":
    "Nous comptons de cinq en cinq, une fois par mois. Un nombre exact pourrait montrer à une personne qu’il s’agit d’elle.",
  "file-title": "Mon dossier",
  "file-lead":
    "Ce qui est écrit sur vous, qui a regardé, et ce qui vient ensuite. Il est à vous. Rien de ce qui est ici ne reste sur ce téléphone.",
  "file-none":
    "Il n’y a pas encore de dossier sur vous. Si nous demandons à en ouvrir un, vous verrez la question dans vos messages.",
  "file-back": "Revenir à mes messages",
  "file-rests":
    "Ce dossier est en pause. Quelqu’un a dit à {agency} que ces mots sont dans d’autres mains. Tant que ce n’est pas clair, ils n’ouvrent ni dossier ni lettres.",
  "file-rests-yours":
    "C’était vous ? Alors tout va bien. À partir du {date}, {agency} peut vous donner de nouveaux mots.",
  "file-rests-no": "Ce n’était pas moi",
  "file-rests-said":
    "Quelqu’un a dit non avec ces mots, et cela compte. Pour de nouveaux mots, il faut maintenant une personne de plus, qui doit vous voir en face. Si personne ne le fait, ce dossier s’ouvrira de nouveau le {date}.",
  "file-rests-third":
    "Une personne de plus a dit oui à de nouveaux mots. On pourra les avoir à partir du {date}. Ce n’était pas vous ? Allez voir {agency} et dites-le.",
  "file-rests-pause":
    "Avec ces mots, vous ne pouvez pas arrêter le partage maintenant. Dites-le en personne à {agency} : on peut l’arrêter pour vous tout de suite.",
  "file-rests-help":
    "Vous pouvez toujours nous écrire : commencez à notre première page, comme la première fois.",
  "file-no-counts":
    "Quelqu’un a encore demandé de nouveaux mots à {agency}. Le non dit avec ces mots compte toujours : une personne de plus doit vous voir en face.",
  "file-held-by": "{agency} garde ce dossier.",
  "file-handed-over":
    "Le {day} : {from} a donné ce dossier à {to}. {from} a dit que vous étiez d’accord. Si ce n’est pas vrai, écrivez à {to}.",
  "file-handed-by-order":
    "Le {day} : {from} a donné ce dossier à {to}, à cause d’un ordre de la justice que vous trouvez plus bas.",
  "file-guardian-named":
    "Le {date}, quelqu’un a été désigné comme votre tuteur ou tutrice, avec {agency}. Cette personne peut lire ce dossier avec ses propres mots ; pas comment vous joindre. Si ce n’est pas juste, ou si elle vous fait peur, dites-le à {agency} : cela peut prendre fin tout de suite.",
  "file-guardian-over":
    "La personne désignée comme votre tuteur ou tutrice ne lit plus rien ici depuis le {date}.",
  "file-agency-left":
    "{agency} ne travaille plus ici et ne voit plus rien de votre dossier maintenant ; ce qui a été lu ou pris avant, {agency} l’a peut-être encore.",
  "letters-agency-left":
    "Plus personne ne lit ici : cette organisation est partie. Vous pouvez encore lire ce qui a été écrit. Pour écrire aux personnes qui lisent ici maintenant, recommencez au début.",
  "file-number": "Dossier {number}",
  "file-next": "Ce qui vient ensuite",
  "file-now": "Maintenant : {state}",
  "file-since": "Depuis le {date}",
  "file-by": "Au plus tard le {date}",
  "file-nothing-due": "Rien n’est prévu. Vous n’avez rien à faire.",
  "file-unconfirmed": "Aucun avocat n’a encore confirmé ce délai.",
  "file-late": "Cela devrait déjà être fait. Vous pouvez poser la question dans vos messages.",
  "file-goes":
    "Ce dossier a été fermé. Il n’est pas gardé plus longtemps que ne le permettent les règles d’ici : le {date}, ou peu après, il est effacé en entier. Vous pouvez en prendre une copie avant. Si vous avez encore besoin d’aide, écrivez-nous avant : tant que nous y travaillons, il reste.",
  "refer-title": "À qui l’aide a été demandée",
  "refer-parts": "On leur a donné : {parts}",
  "refer-sent": "On a demandé à {agency}, qui n’a pas encore répondu.",
  "refer-acknowledged": "{agency} l’a reçu et dira oui ou non.",
  "refer-accepted": "{agency} a dit oui. L’aide commence bientôt.",
  "refer-begun": "{agency} aide en ce moment.",
  "refer-ended": "L’aide de {agency} est terminée.",
  "refer-back": "Cela n’a rien donné chez {agency}. Ce qui y était ouvert pour cela est fermé.",
  "refer-stopped":
    "Cela a été arrêté. Plus rien n’est ouvert à {agency} pour cela. Ce qui a été lu avant peut rester en mémoire.",
  // an agency that is not on Leeward: the yes, its file, and the page on which it answers
  "consent-outside-sentence":
    "J’autorise {agency} à envoyer ceci de mon dossier à {recipient} : {categories}. C’est pour : {purpose}. Cela finit le {until}. {recipient} n’utilise pas ce système : il reçoit un fichier verrouillé. Je peux reprendre cet accord à tout moment. Alors on demande à {recipient} d’effacer le fichier. Personne ne peut en être sûr. Si je dis non, je reçois la même aide.",
  "refer-outside": "{agency} n’utilise pas ce système. Un fichier verrouillé lui a été envoyé.",
  "refer-outside-recalled": "On lui demandera d’effacer le fichier.",
  "refer-outside-asked": "On l’a appelé pour demander d’effacer le fichier. Personne ne peut en être sûr.",
  "refer-outside-deleted": "Le fichier est effacé, nous a-t-on dit.",
  "answer-title": "On vous demande de l’aide",
  "answer-lead":
    "Cette page ne dit rien de la personne. Ce qu’il faut savoir est dans le fichier verrouillé.",
  "answer-no-script":
    "Cette page a besoin de scripts, et votre navigateur n’en exécute pas. Appelez qui vous a envoyé le lien.",
  "answer-wrong": "Ce lien n’ouvre rien, ou plus rien. Appelez qui l’a envoyé : on peut en faire un nouveau.",
  "answer-busy": "Un instant.",
  "answer-failed": "Cela n’a pas marché. Vérifiez la connexion et réessayez.",
  "answer-many": "Il y a eu trop d’essais. Attendez une heure, ou appelez.",
  "answer-reference": "Référence",
  "answer-from": "Demandé par",
  "answer-wanted": "Ce qui est demandé",
  "answer-urgent": "C’est urgent.",
  "answer-by": "Répondez avant",
  "answer-state-sent": "Vous n’avez pas encore répondu.",
  "answer-state-acknowledged": "Vous l’avez reçu. Dites oui ou non.",
  "answer-state-accepted": "Vous avez dit oui.",
  "answer-state-begun": "Vous aidez.",
  "answer-state-ended": "L’aide est finie. Merci.",
  "answer-over":
    "Ce qui vous a été envoyé ne doit plus servir. Effacez le fichier et toutes ses copies. Puis dites-le ici.",
  "answer-deleted": "Vous avez dit que le fichier est effacé. Merci.",
  "answer-done": "Merci. C’est noté.",
  "answer-do-acknowledge": "Nous l’avons reçu",
  "answer-do-accept": "Nous aiderons",
  "answer-do-decline": "Nous ne pouvons pas aider",
  "answer-do-begin": "L’aide a commencé",
  "answer-do-end": "L’aide est finie",
  "answer-do-deleted": "Nous l’avons effacé",
  "answer-declare":
    "Nous n’appliquons pas le droit de l’immigration, et ne devons rien transmettre à qui l’applique.",
  "answer-declare-first": "Cochez d’abord ceci. Si ce n’est pas le cas, dites que vous ne pouvez pas aider.",
  "answer-why": "Pourquoi non",
  "answer-choose": "Choisissez d’abord.",
  "answer-code-no-place": "Aucune place n’est libre",
  "answer-code-not-what-we-do": "Ce n’est pas ce que nous faisons",
  "answer-code-no-language": "Nous n’avons pas la langue",
  "answer-code-too-far": "Trop loin pour la personne",
  "answer-code-not-safe-here": "Pas sûr pour la personne ici",
  "answer-code-conflict-of-interest": "Un conflit d’intérêts",
  "answer-code-person-does-not-want": "La personne ne le veut pas",
  "answer-came": "Ce qui en est venu",
  "answer-code-helped": "Cela a aidé",
  "answer-code-helped-in-part": "Cela a aidé en partie",
  "answer-code-person-chose-to-stop": "La personne a choisi d’arrêter",
  "answer-code-not-reached": "La personne n’a pas été jointe",
  "answer-code-went-elsewhere": "La personne est allée ailleurs",
  "wanted-safe-place": "Un lieu sûr",
  "wanted-health-care": "Des soins de santé",
  "wanted-counselling": "Quelqu’un à qui parler",
  "wanted-legal-advice": "Un conseil juridique",
  "wanted-child-protection": "La protection d’un enfant",
  "wanted-identification": "Savoir quels droits vous avez",
  "wanted-interpreting": "Un interprète",
  "wanted-work-and-income": "Travail et revenu",
  "wanted-return-home": "Un chemin vers chez vous",
  "wanted-other-support": "Un autre soutien",
  "file-looked": "Qui a regardé",
  "file-looked-none": "Personne n’a encore regardé.",
  "file-looked-read": "a lu : {category}. Pour : {purpose}.",
  "file-looked-printed": "Cela a été imprimé sur papier.",
  "file-looked-you": "Vous avez lu : {category}.",
  "file-looked-refused": "a demandé à voir : {category}. C’est resté fermé.",
  "file-looked-refused-consent": "a demandé à voir : {category}. C’est resté fermé, sans votre accord.",
  "file-looked-all": "Voir toutes les personnes qui ont regardé",
  "file-looked-fewer": "En montrer moins",
  "file-allow": "Ce que vous autorisez",
  "file-allow-lead": "Vous pouvez désactiver chaque autorisation. Votre soutien n’en dépend pas.",
  "file-allow-none": "Vous n’avez rien autorisé à personne d’autre.",
  "file-allow-what": "{agency} peut voir : {categories}",
  "file-allow-until": "Pour : {purpose}. Jusqu’au {date}.",
  "file-allow-off":
    "Vous avez désactivé ceci le {date}. On l’a dit tout de suite à ces personnes, et elles ne peuvent plus rien lire.",
  "file-allow-over": "Ceci a pris fin le {date}. Ces personnes ne peuvent plus rien lire.",
  "file-on": "Activé",
  "file-off": "Désactivé",
  "file-turned-off":
    "C’est désactivé. On l’a dit tout de suite à ces personnes, et elles ne peuvent plus rien lire. Ce qu’elles ont lu avant, elles s’en souviennent peut-être.",
  "file-turn-on": "Pour l’activer à nouveau, écrivez-nous dans vos messages.",
  "means-title": "Ce qui se passe si vous désactivez",
  "means-live-share": "Ces personnes ne peuvent plus rien lire, à partir de ce moment.",
  "means-copy-read":
    "Ce que ces personnes ont lu avant, elles s’en souviennent peut-être. On leur dit que vous avez repris votre accord. Ici, vous voyez ce qu’elles ont lu.",
  "means-legal-order": "L’ordre d’un juge continue. Vous voyez chacun de ces ordres ici.",
  "means-legal-hold":
    "Ce qu’un juge nous dit de garder, nous le gardons jusqu’à la fin de cet ordre. Vous voyez chacun de ces ordres ici.",
  "means-evidence":
    "Une photo ou un fichier que vous nous avez envoyé comme preuve reste verrouillé avec vos lettres. Il est supprimé quand vous les supprimez.",
  "means-snapshot":
    "Nous ne vous comptons pas dans les nombres que nous publierons plus tard, sauf si vous donnez de nouveau un accord.",
  "means-release": "Les nombres déjà publiés ne peuvent pas être repris. Personne ne peut vous y trouver.",
  "means-outside":
    "Si un organisme qui n’est pas dans notre système a reçu un fichier, nous lui demandons de le supprimer. Ce qu’il a lu, il peut s’en souvenir.",
  "given-words": "Vous avez donné votre accord avec vos mots, le {date}.",
  "given-in-person": "Vous l’avez dit en personne à {agency}, le {date}.",
  "given-by-guardian": "Votre tuteur ou tutrice l’a dit à {agency}, le {date}.",
  "given-assent": "Il est écrit qu’on vous a posé la question, et que vous avez dit oui aussi.",
  "given-not": "Je n’ai pas dit cela",
  "given-not-sure": "Nous le désactivons maintenant, et les personnes qui l’ont écrit doivent l’expliquer.",
  "given-not-yes": "Je n’ai pas dit cela",
  "given-not-no": "Laisser comme c’est",
  "given-not-done":
    "C’est désactivé. Nous examinons cela, et vous voyez pour quand sous « Ce qui vient ensuite ».",
  "given-disputed": "Vous nous avez dit le {date} que vous n’aviez pas dit cela.",
  "reads-title": "Lu jusqu’ici :",
  "reads-one": "{category}, la dernière fois le {time}.",
  "reads-none": "Rien n’a été lu jusqu’ici.",
  "file-pause": "Suspendre tout partage maintenant",
  "file-pause-sure":
    "Personne ne pourra alors lire votre dossier, sauf {agency}. D’autres personnes se souviennent peut-être de ce qu’elles ont lu avant.",
  "file-pause-yes": "Oui, suspendre",
  "file-pause-no": "Non, laisser comme c’est",
  "file-paused": "Tout partage est désactivé. On l’a dit à tout le monde tout de suite.",
  "file-orders": "L’ordre d’un juge peut ouvrir une partie sans votre accord.",
  "file-orders-none": "Il n’y en a aucun aujourd’hui. S’il en arrive un, vous le voyez ici.",
  "file-order": "{authority} ({article}) : {agency} peut voir {categories}, jusqu’au {date}.",
  "file-hold":
    "{authority} ({article}) : nous devons garder {categories}, jusqu’au {date}. Personne d’autre ne le voit par cet ordre.",
  "file-order-number": "Numéro : {reference}.",
  "file-order-over": "Il a pris fin le {date}.",
  "file-order-deferred": "{court} vous l’a caché jusqu’au {date}. Maintenant vous voyez tout.",
  "file-order-means":
    "Vous ne pouvez pas désactiver un ordre ici. Il n’ouvre que ce qu’il nomme. Vous pouvez nous demander un avocat ou une avocate, dans vos messages.",
  "file-read": "Lire ce qui est écrit",
  "file-read-lead":
    "L’endroit où l’on pourrait vous trouver, votre contact sûr et les données d’autres personnes ne sont pas montrés : ainsi, quelqu’un qui prend vos mots ne peut pas les apprendre.",
  "file-read-none": "Rien n’est encore écrit.",
  "file-read-open": "Lire : {category}",
  "file-read-written": "Écrit par {agency}, le {date}",
  "file-calendar": "Calendrier des dates",
  "file-read-language":
    "Ce qui a été noté figure ici dans la langue où cela a été écrit. Vous pouvez demander que quelqu’un vous le lise dans votre langue.",
  "file-read-empty": "Dans cette partie, il n’y a rien que l’on montre ici.",
  "rate-title": "Comment cette aide a-t-elle été pour vous ?",
  "rate-lead":
    "Seule l’organisation {agency} lit ceci. Les personnes qui ont aidé ne le voient pas. Vous pouvez laisser une question de côté.",
  "rate-helped": "Est-ce que cela vous a aidé ?",
  "rate-well": "Vous a-t-on bien traité ?",
  "rate-yes": "Oui",
  "rate-partly": "En partie",
  "rate-no": "Non",
  "ask-rating": "Comment l’aide a été pour vous",
  "ask-title": "Demander, corriger, se plaindre",
  "ask-lead": "C’est gardé à côté de ce qui est écrit. Vous lisez la réponse ici.",
  "ask-question": "Poser une question",
  "ask-correction": "Quelque chose est faux",
  "ask-complaint": "Me plaindre de la façon dont on me traite",
  "ask-complaint-means":
    "Cela va à quelqu’un qui n’a rien à voir avec votre dossier. La personne qui travaille avec vous ne le voit pas.",
  "ask-about": "Sur quelle partie ?",
  "ask-text": "Avec vos propres mots",
  "ask-send": "Envoyer",
  "ask-sent": "C’est envoyé. Vous lisez la réponse ici.",
  "ask-until": "La réponse devrait venir avant le {date}",
  "ask-answered": "Répondu le {date}",
  "ask-read": "Lire",
  "ask-yours": "Vous avez écrit",
  "ask-theirs": "La réponse",
  "ask-written-in": "C’est écrit dans votre dossier.",
  "ask-kept-beside": "Cela reste à côté de ce qui est écrit. Qui le lit voit aussi le vôtre.",
  "ask-nobody":
    "Là-bas, toutes les personnes qui pourraient s’en occuper ont à voir avec votre dossier. Vous pouvez vous plaindre ailleurs.",
  "ask-many": "Plusieurs choses attendent déjà une réponse.",
  "file-reads": "Les décisions sur vous sont écrites dans cette langue : {language}",

  "wish-title": "Les grands changements, qui attendent",
  "wish-lead":
    "Vous pouvez suspendre tout partage tout de suite, plus haut. Ce qu’on ne peut pas défaire attend 7 jours : quelqu’un d’autre pourrait avoir pris vos mots.",
  "wish-change-contact": "Changer mon contact sûr",
  "wish-end-guardian": "Mon tuteur ou ma tutrice ne doit plus lire ce dossier",
  "wish-leave": "Partir : je ne veux plus de soutien",
  "wish-erase": "Effacer ce dossier",
  "wish-change-contact-means":
    "Nous attendons 7 jours. Nous parlons d’abord avec vous, par le moyen choisi ensemble ou face à face. Ensuite vous nous dites le nouveau moyen.",
  "wish-end-guardian-means":
    "Nous attendons 7 jours. Nous parlons d’abord avec vous, par le moyen choisi ensemble ou face à face. Ensuite votre tuteur ou tutrice ne peut plus rien lire.",
  "wish-leave-means":
    "Nous attendons 7 jours. Nous parlons d’abord avec vous, par le moyen choisi ensemble ou face à face. Ensuite tout partage prend fin. Vous pouvez revenir à tout moment.",
  "wish-erase-means":
    "Nous attendons 7 jours. Nous parlons d’abord avec vous, par le moyen choisi ensemble ou face à face. Ensuite le dossier disparaît pour toujours. D’autres personnes se souviennent peut-être de ce qu’elles ont lu. Ce que l’ordre d’un juge retient reste jusqu’à la fin de cet ordre.",
  "wish-yes": "Oui, le demander",
  "wish-no": "Non, laisser comme c’est",
  "wish-asked": "Nous l’avons noté. Rien ne se passe encore. Nous vous contacterons.",
  "wish-waiting":
    "Une personne qui a ces mots a demandé ceci. Rien ne se passe avant le {date}. Ce n’était pas vous ? Arrêtez cela.",
  "wish-ripe":
    "Les 7 jours sont passés. Depuis le {date}, cela peut se faire, avec le numéro que nous vous avons donné quand nous avons parlé.",
  "wish-number": "Le numéro que nous vous avons donné : 8 chiffres",
  "wish-number-wrong":
    "Ce n’est pas le numéro, ou il n’est plus valable. Demandez-nous-en un nouveau quand nous parlons.",
  "wish-now": "Le faire maintenant",
  "wish-stop": "Arrêter cela",
  "wish-stopped": "C’est arrêté. Rien ne se passe.",
  "wish-done": "C’est fait.",
  "wish-held":
    "C’est fait, sauf pour ce que l’ordre d’un juge retient encore. Cela disparaît quand cet ordre prend fin.",
  "file-locked":
    "Ceci ne peut pas s’ouvrir en ce moment : les personnes qui le gardent l’ont verrouillé pour un temps, ou on ne peut pas les joindre. C’est toujours là, et personne d’autre ne l’a ouvert maintenant. Réessayez plus tard.",
  "file-failed": "Cela n’a pas marché. Rien n’a changé.",
  "file-safe": "Pouvez-vous lire ceci sans danger maintenant ? Personne ne devrait voir votre écran.",
  "file-safe-yes": "Oui, ouvrir",
  "file-safe-no": "Pas maintenant",
  "file-hide": "Cacher tout de suite",
  "decoy-1": "Buvez un verre d’eau au réveil.",
  "decoy-2": "Aérez dix minutes chaque jour.",
  "decoy-3": "Marchez un peu après le repas.",
  "file-copy": "Prendre une copie",
  "file-copy-means":
    "Elle est enregistrée sur ce téléphone et n’est pas verrouillée : qui la trouve peut la lire. Vous pouvez la donner à votre avocat ou à quelqu’un en qui vous avez confiance.",
  "file-copy-yes": "Enregistrer la copie",
  "file-copy-no": "Pas de copie",
  "file-copy-making": "La copie s’écrit…",
  "file-copy-done": "La copie est enregistrée.",
  "file-copy-made":
    "Copié le {date} de ce que garde {agency}. Certaines parties ne sont montrées à personne ici, par exemple où vivent les gens.",
  "own-leave-recovery": "Je veux mettre fin à mon temps de rétablissement",
  "own-leave-recovery-means":
    "Ce temps est à vous. Personne d’autre ne peut y mettre fin. Si vous y mettez fin, l’aide continue, et une décision peut venir plus tôt.",
  "own-ask-reconsideration": "Je veux que le refus soit réexaminé",
  "own-ask-reconsideration-means": "Une autre personne l’examine à nouveau. Votre aide continue.",
  "own-come-back": "Je suis de retour",
  "own-come-back-means": "Votre dossier reprend là où il en était.",
  "own-mark-urgent": "C’est urgent",
  "own-mark-urgent-means": "Nous voyons que cela ne peut pas attendre.",
  "own-reopen": "Rouvrir mon dossier",
  "own-reopen-means": "Quelqu’un vous aide de nouveau. Ce qui a été écrit avant reste.",
  "own-answer-evidence": "J’ai répondu à ce qui était demandé",
  "own-answer-evidence-means":
    "On a demandé ce qui manque. Dites-le d’abord dans les questions plus bas ou dans vos messages. Par ceci, vous dites que c’est tout.",
  "own-yes": "Oui, l’écrire",
  "own-done": "C’est écrit.",
  "own-changed": "Quelque chose a changé entre-temps. Regardez encore.",
  yes: "Oui",
  no: "Non",

  "category-identity": "mon nom et qui je suis",
  "category-contact": "comment me joindre sans danger",
  "category-account": "ce que j’ai raconté",
  "category-health": "ma santé",
  "category-needs-and-risk": "ce dont j’ai besoin, et ce qui est dangereux pour moi",
  "category-status": "mon droit de rester",
  "category-work-and-documents": "mon travail et mes papiers",
  "category-money": "l’argent qu’on me doit",
  "category-justice": "l’affaire au tribunal",
  "purpose-support": "m’aider",
  "purpose-identification": "savoir ce qui m’est arrivé",
  "purpose-decision": "une décision sur ma protection",
  "purpose-investigation": "une enquête",
  "purpose-prosecution": "une affaire au tribunal",
  "purpose-remedy": "récupérer ce qu’on me doit",
  "purpose-statistics": "compter, sans mon nom",
  "purpose-oversight": "vérifier que le travail est bien fait",
  "role-intake-worker": "Une personne qui répond aux messages",
  "role-caseworker": "Une personne qui suit des dossiers",
  "role-health-worker": "Une personne qui travaille dans la santé",
  "role-legal-adviser": "Une personne qui conseille sur le droit",
  "role-guardian": "Un tuteur ou une tutrice",
  "role-investigator": "Une personne qui enquête",
  "role-prosecutor": "Une personne du parquet, qui porte l’affaire au tribunal",
  "role-decision-maker": "Une personne qui décide de la protection",
  "role-labour-inspector": "Une personne de l’inspection du travail",
  "role-child-protection-officer": "Une personne qui protège les enfants",
  "role-statistician": "Une personne qui fait des statistiques",
  "role-data-protection-officer": "Une personne qui veille sur vos données",
  "role-auditor": "Une personne qui contrôle le travail",
  "role-supervisor": "Une personne qui dirige une équipe",
  "role-other": "Quelqu’un",

  "talk-new": "Nouveau",
  "receipt-title": "Une preuve que vous avez écrit ceci",
  "receipt-why":
    "Elle montre que ce message est arrivé ici, et pendant quelle heure. Elle ne montre pas ce que vous avez écrit. Qui la trouve sait que vous avez écrit ici. Gardez-la seulement là où personne d’autre ne regarde.",
  "receipt-show": "Montrer la preuve",
  "receipt-asking": "Un moment…",
  "receipt-label": "La preuve",
  "receipt-save": "L’enregistrer comme fichier",
  "receipt-check": "Tout le monde peut la vérifier sur la page /proof de ce site.",
  "receipt-wrong":
    "Cette preuve n’est pas juste, donc nous ne la montrons pas. Vous pouvez nous le dire dans un message.",
  "receipt-failed": "La preuve n’a pas pu être faite. Réessayez dans un moment.",
  "file-looked-when": "{agency}, le {time}",
  "file-glass":
    "Dans une urgence, quelqu’un chez {agency} a ouvert : {category}. Sa raison : « {reason} ». {time}",
  "file-glass-title": "Ouvert dans une urgence",
  "clock-early-support": "Votre premier soutien devrait commencer",
  "clock-consent-review": "Nous vous demandons à nouveau ce que vous autorisez",
  "clock-needs-review": "Nous regardons à nouveau ce dont vous avez besoin",
  "clock-referral-answer": "Les autres équipes devraient répondre si elles peuvent aider",
  "clock-reasonable-grounds": "L’autorité devrait donner sa première réponse",
  "clock-recovery-ends":
    "Votre temps de repos se termine. Vous pouvez en demander plus. Votre soutien continue",
  "clock-conclusive-grounds": "L’autorité devrait décider",
  "clock-reconsideration": "Le nouvel examen de la décision devrait être fait",
  "clock-follow-up": "Nous demandons comment vous allez, si vous voulez",
  "clock-consent-disputed": "Nous examinons l’accord que vous n’avez pas donné",
  "clock-triage": "Quelqu’un devrait regarder ce que vous nous avez dit",
  "clock-guardian": "Un tuteur ou une tutrice devrait être trouvé",
  "clock-early-support-review": "Nous regardons à nouveau votre premier soutien et préparons la suite",
  "clock-referral-acknowledged": "Les autres équipes devraient dire qu’elles ont reçu notre demande",
  "clock-missing-evidence": "La réponse sur ce qui manque encore devrait être là",
  "clock-reconsideration-asked": "Vous pouvez demander un nouvel examen de la décision",
  "clock-non-punishment": "Quelqu’un devrait regarder ce que l’on vous a fait faire",
  "clock-breach-notice":
    "Les responsables devraient être informés de ce qui s’est mal passé avec vos informations",
  "clock-permit": "Votre titre de séjour se termine. Il devrait être renouvelé avant",
  "clock-contact-change": "Nous notons votre nouveau contact sûr",
  "clock-other": "Quelque chose devrait être fait pour vous",

  "state-contact": "nous avons fait connaissance",
  "state-contact-more": "Quelqu’un vous écoute. Rien n’est décidé.",
  "state-screened": "une première discussion a eu lieu",
  "state-screened-more": "Nous savons un peu ce dont vous avez besoin. Vous choisissez la suite.",
  "state-early-support": "premier soutien",
  "state-early-support-more": "Vous avez du soutien maintenant. Il ne dépend d’aucune décision.",
  "state-referred": "nous avons demandé à d’autres équipes d’aider",
  "state-referred-more": "Votre soutien continue pendant que vous attendez leur réponse.",
  "state-reasonable-grounds": "une première décision",
  "state-reasonable-grounds-more": "L’autorité a des raisons de croire que vous avez besoin de protection.",
  "state-recovery": "du temps pour se reposer",
  "state-recovery-more":
    "Vous avez du temps pour vous reposer et réfléchir. Personne n’a le droit de le raccourcir. Vous pouvez en demander plus.",
  "state-conclusive-grounds": "la décision principale",
  "state-conclusive-grounds-more":
    "L’autorité décide de votre protection. Si la réponse est non, vous recevez les raisons dans votre langue, et vous pouvez demander un nouvel examen.",
  "state-inclusion": "de nouveau votre vie à vous",
  "state-inclusion-more":
    "Logement, travail, papiers, école : nous continuons avec vous aussi longtemps que vous voulez.",
  "state-closed": "le dossier est fermé",
  "state-closed-more": "Vous pouvez revenir à tout moment.",
  "state-follow-up": "nous demandons de temps en temps comment vous allez",
  "state-follow-up-more": "Seulement si vous voulez.",
  "state-missing": "nous ne savons pas où vous êtes",
  "state-missing-more": "Vous n’avez pas à nous le dire. En cas de danger, appelez à l’aide.",
  "state-withdrawn": "vous avez arrêté",
  "state-withdrawn-more": "C’est votre droit. Vous pouvez revenir à tout moment.",
  "state-abroad": "vous êtes dans un autre pays",
  "state-abroad-more": "Si vous voulez, nous pouvons trouver quelqu’un là-bas.",
  "state-reopened": "le dossier est de nouveau ouvert",
  "state-reopened-more": "Nous continuons à partir de là où vous en êtes maintenant.",
  "state-reconsideration": "un nouvel examen de la décision",
  "state-reconsideration-more": "Votre soutien continue pendant que vous attendez.",
};
