import type { Lexicon } from "./lexicon.ts";

export const fr: Lexicon = {
  between: "Accord entre organismes",
  parties: {
    heading: "Parties",
    each: "{name}, {kind}, numéro {id}. Contact : {contact}.",
    never:
      "Aucun organisme qui applique le droit de l’immigration, qui relève d’un tel organisme ou qui doit lui transmettre des informations ne peut être partie lorsque cet accord couvre l’identité, le contact ou le statut. Si une partie le devient plus tard, cet accord ne lui ouvre plus rien.",
  },
  scope: {
    heading: "Finalités et types de données",
    each: "Pour la finalité « {purpose} », les parties peuvent s’ouvrir mutuellement : {categories}.",
    nothingElse:
      "Rien d’autre n’est ouvert au titre de cet accord. Chaque consultation indique sa finalité et est enregistrée, et la personne la voit.",
  },
  basis: {
    heading: "Base juridique",
    say: "{text} ({citation}).",
    shares:
      "Chaque partage repose en outre sur le consentement de la personne ou sur une décision de justice ou d’autorité. Lorsque ceux-ci prennent fin, le partage prend fin au même instant.",
  },
  retention: {
    heading: "Durée de conservation",
    say: "Nombre de jours pendant lesquels une partie conserve ce qu’elle a reçu, au plus : {days}.",
  },
  onward: { heading: "Transmission ultérieure", say: "Ce qui a été reçu est transmis à : {onward}." },
  time: {
    heading: "Durée de l’accord",
    say: "Cet accord est en vigueur dès que toutes les parties l’ont signé, à partir du {from}, 00:00 UTC, et jusqu’au {until}, 00:00 UTC.",
    review: "Les parties le réexaminent au plus tard le {review}.",
  },
  ending: {
    heading: "Suspension et fin",
    suspend:
      "Chaque partie peut suspendre cet accord immédiatement, en donnant un motif : plus rien n’est alors ouvert à ce titre. Toutes les parties doivent agir pour lever la suspension.",
    end: "Chaque partie peut y mettre fin, en donnant un motif : tous les partages à ce titre prennent alors fin, et les clés de ce qui était partagé sont supprimées.",
  },
  text: {
    heading: "Le présent texte",
    number: "Accord {agreement}, version {version}.",
    marks:
      "Les mots entre ⟦ ⟧ sont les valeurs que la base de données applique. Les mots entre ⟨ ⟩ sont des valeurs que les parties respectent. Le même objet produit ce texte et la règle.",
  },
  listComma: ", ",
  months: [
    ...["janvier", "février", "mars", "avril", "mai", "juin"],
    ...["juillet", "août", "septembre", "octobre", "novembre", "décembre"],
  ],
  kinds: {
    ngo: "organisation non gouvernementale",
    shelter: "hébergement protégé",
    police: "police",
    prosecution: "ministère public",
    court: "juridiction",
    health: "service de santé",
    "child-protection": "protection de l’enfance",
    "labour-inspectorate": "inspection du travail",
    "competent-authority": "autorité compétente",
    "central-authority": "autorité centrale",
    "financial-intelligence-unit": "cellule de renseignement financier",
    bank: "banque",
    "asset-office": "bureau des avoirs",
    regulator: "régulateur",
    platform: "plateforme",
    "statistics-office": "institut statistique",
    "survivors-council": "conseil des survivants",
    "legal-aid": "aide juridique",
    "immigration-enforcement": "contrôle de l’immigration",
  },
  purposes: {
    support: "accompagnement",
    identification: "identification",
    decision: "décision",
    investigation: "enquête",
    prosecution: "poursuites",
    remedy: "réparation",
    statistics: "statistiques",
    oversight: "contrôle",
  },
  categories: {
    identity: "identité",
    contact: "contact",
    account: "ce qui a été raconté",
    health: "santé",
    "needs-and-risk": "besoins et risques",
    status: "statut",
    "work-and-documents": "travail et papiers",
    money: "argent",
    justice: "justice",
  },
  onwardRules: {
    none: "personne",
    "with-consent": "d’autres, seulement avec le consentement de la personne",
  },
};
