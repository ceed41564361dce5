import type { Catalogue } from "../../../../core/texts/index.ts";
import type { AdviceKey } from "./advice-en.ts";

/**
 * The same in French. The reader is “vous”; who reviewed a place is “concerné”, which says nothing over a shoulder.
 * No native reader has checked it yet: see `reviews.ts`.
 */
export const adviceFr: Catalogue<AdviceKey> = {
  "home-title": "Vous pouvez nous parler ici.",
  "home-lead":
    "Pas besoin de nom ni de compte. Dites-en peu ou beaucoup, comme vous voulez. Vous pouvez arrêter à tout moment.",
  "home-choices": "Que voulez-vous faire ?",
  "choice-tell": "Nous parler ou nous poser une question",
  "choice-tell-more": "Sur vous, ou sur quelqu’un que vous connaissez",
  "choice-back": "Revenir",
  "choice-back-more": "Avec vos huit mots",
  "choice-happens": "Que se passe-t-il si je vous parle ?",
  "choice-happens-more": "Qui le lit, et ce que ces personnes ont le droit de faire",
  "choice-help": "Trouver de l’aide près de vous",
  "choice-help-more": "Lieux, heures, langues",
  "choice-phone": "Mon téléphone est-il sûr ?",
  "choice-phone-more": "Ce que quelqu’un près de vous pourrait voir",
  "keep-title": "Ce que nous gardons",
  "keep-words":
    "Votre texte, verrouillé sur ce téléphone avant l’envoi. Seules les personnes qui vous répondent peuvent l’ouvrir.",
  "keep-hour":
    "L’heure où vous avez écrit, pas la minute. Nous effaçons tout {days} jours après votre dernière visite.",
  "keep-not-title": "Ce que nous ne gardons pas",
  "keep-not-name": "Votre nom, sauf si vous l’écrivez.",
  "keep-not-phone": "Votre numéro, l’endroit où vous êtes, ou le téléphone que vous utilisez.",
  "keep-not-here": "Quoi que ce soit sur ce téléphone.",
  "hide-title": "Ce que nous ne pouvons pas cacher",
  "hide-text":
    "Quelqu’un qui regarde cet écran peut le lire. Un téléphone surveillé peut montrer ce que vous écrivez.",
  "nowhere-title": "Il n’y a rien à cette adresse.",
  "nowhere-lead": "Il y a peut-être une faute de frappe. La première page mène partout.",
  "foot-about": "Qui tient cette page",

  "help-title": "De l’aide près de vous",
  "help-lead": "Vous pouvez appeler ces lieux ou y aller. Pas besoin de nous le dire d’abord.",
  "help-place": "Ville",
  "help-place-why": "Pour que nous montrions ce qui est proche. Vous pouvez laisser vide.",
  "help-language": "Une langue qu’on y parle",
  "help-need": "De quoi avez-vous besoin ?",
  "need-sleep": "Un endroit où dormir",
  "need-health": "Un médecin ou une infirmière",
  "need-talk": "Quelqu’un à qui parler",
  "need-law": "Un avocat",
  "need-work": "Travail ou salaire",
  "need-papers": "Papiers",
  "need-language": "Quelqu’un qui traduit",
  "need-food": "De quoi manger, ou de l’argent",
  "help-for": "Pour qui est-ce ?",
  "help-any": "Peu importe",
  "help-open-only": "Seulement ce qui est ouvert maintenant",
  "help-show": "Montrer les lieux",
  "help-count": "{count, plural, one {# lieu} other {# lieux}}",
  "help-none": "Aucun lieu ne correspond. Essayez en laissant la ville vide.",
  "help-empty":
    "Aucun lieu n’est encore indiqué ici. Vous pouvez appeler le numéro plus bas, ou nous dire ce qu’il vous faut.",
  "help-open": "Ouvert maintenant",
  "help-hours": "Heures",
  "help-speaks": "On y parle",
  "help-welcome": "Pour",
  "help-where": "Où",
  "help-fees": "Prix",
  "help-free": "Places libres",
  "help-full": "Rien de libre",
  "help-free-at": "au {date}",
  "help-hidden":
    "Pour la sécurité des gens, la rue n’est pas montrée. Appelez d’abord. On vous dira le chemin.",
  "help-assured": "Vérifié le {date}",
  "help-reviewed": "Regardé par des personnes concernées le {date}",
  "help-next": "Lieux suivants",
  "help-before": "Lieux précédents",
  "welcome-women": "femmes",
  "welcome-men": "hommes",
  "welcome-children": "enfants",
  "welcome-families": "familles",
  "welcome-lgbtiq": "personnes LGBTIQ+",
  "welcome-disabled": "personnes handicapées",
  "welcome-everyone": "tout le monde",

  "about-title": "Qui tient cette page",
  "about-lead":
    "Des personnes dont le travail est d’aider. Elles répondent aux questions sur le travail, le logement, les papiers et la sécurité. Vous voyez le nom de leur groupe quand vous choisissez d’écrire.",
  "about-name": "Pourquoi le nom n’est pas ici",
  "about-name-more": "Pour que quelqu’un qui regarde votre écran n’y apprenne pas à qui vous parlez.",
  "about-cannot": "Ce que notre ordinateur ne peut pas faire",
  "about-cannot-more":
    "Il garde vos messages, mais il ne peut pas les lire : il n’a pas la clé. Vous l’avez, et les personnes qui répondent l’ont. Par la voie simple seulement, c’est lui qui les verrouille : à ce moment-là, il les voit.",
  "about-could": "Ce que pourrait faire quelqu’un qui y entre de force",
  "about-could-more":
    "Quelqu’un qui vole une copie de l’ordinateur voit des messages verrouillés et l’heure de chacun. Quelqu’un qui y entre et change cette page pourrait lire ce que vous écrivez après cela. Si un dossier a été ouvert pour vous, cette personne pourrait le lire aussi.",
  "about-noticed": "Comment d’autres le verraient",
  "about-noticed-more":
    "Chaque partie de cette page figure dans une liste publique avec une marque à elle. Des gens de l’extérieur comparent la page à la liste, encore et encore. Une partie changée a une autre marque.",
  "about-you": "Ce que vous pouvez faire",
  "about-you-more":
    "Si beaucoup en dépend, ouvrez cette page dans Tor Browser ou sur un téléphone qui n’est pas le vôtre, et laissez les noms de côté. Qui entre de force peut aussi retenir des lettres : si aucune réponse ne vient pendant longtemps, demandez aussi ailleurs.",
  "about-list": "Voir la liste publique",

  "advice-from": "D’où cela vient",
  "advice-own": "Les personnes qui ont construit cette page décrivent son fonctionnement par écrit.",
  "advice-written": "Écrit le {date}. Quelqu’un le relit avant le {until}.",
  "advice-signed": "{name} a vérifié ce texte, le {date}.",
  "advice-closed":
    "Pas encore ouvert dans cette langue, car aucune personne de langue maternelle ne l’a vérifié :",

  "choice-job": "Une offre d’emploi",
  "choice-job-more": "Que regarder avant de dire oui",
  "choice-rights": "Vos droits",
  "choice-rights-more": "En mots simples",
  "choice-children": "Au sujet des enfants",
  "choice-children-more": "Qui doit transmettre quoi",
  "advice-counsel": "Un juriste doit encore le confirmer.",

  "proof-title": "Vérifier une preuve",
  "proof-lead":
    "Quelqu’un vous montre une preuve qu’un message est arrivé ici. Collez-la. Elle est vérifiée sur votre appareil et n’est envoyée à personne.",
  "proof-label": "La preuve",
  "proof-go": "Vérifier",
  "proof-noscript": "Pour vérifier, il faut un navigateur avec JavaScript.",
  "proof-unreadable": "Ceci n’est pas une preuve.",
  "proof-changed": "Elle a été changée.",
  "proof-forged": "Elle a été changée, ou elle vient d’ailleurs.",
  "proof-promised": "Elle est signée par ce site.",
  "proof-looking": "Places regardées :",
  "proof-absent":
    "Elle n’est pas dans la liste publique. Ce qui est arrivé depuis moins d’une heure n’y est peut-être pas encore.",
  "proof-present": "Elle est dans la liste publique. Place :",
  "proof-unsigned": "La liste publique n’est pas signée comme elle devrait l’être. Ne vous y fiez pas.",
  "proof-witnessed": "D’autres se portent garants de la liste :",
  "proof-unwitnessed": "Personne d’extérieur ne s’est encore porté garant de cette liste.",
  "proof-away": "La liste n’a pas pu être lue. Réessayez plus tard.",

  "copy-title": "Garder ceci sur mon téléphone",
  "copy-lead": "Vous recevez un seul fichier avec ce que vous pouvez lire ici. Il s’ouvre sans internet.",
  "copy-danger":
    "Toute personne qui peut ouvrir votre téléphone peut le trouver et le lire. Si quelqu’un regarde votre téléphone, ne le gardez pas.",
  "copy-traces":
    "Il s’appelle notes.html. Il reste jusqu’à ce que vous l’effaciez, là et dans la liste des téléchargements. Quitter mène à une page vide ; Retour peut y revenir.",
  "copy-get": "Enregistrer le fichier ({size} ko)",
  "copy-places": "Avec des lieux qui peuvent aider",
  "copy-places-why":
    "Le fichier contient alors aussi des lieux avec leurs numéros. Cela en dit plus à qui le trouve, et la ville que vous écrivez peut rester dans la liste des téléchargements.",
  "copy-places-get": "Enregistrer le fichier avec les lieux",
  "copy-places-on": "C’était ainsi le {date}. Beaucoup peut avoir changé. Appelez avant d’y aller.",
  "copy-places-some": "{shown} sur {count, plural, one {# lieu} many {# lieux} other {# lieux}}.",
  "copy-name": "Notes",
};
