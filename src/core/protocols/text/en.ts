import type { Lexicon } from "./lexicon.ts";

export const en: Lexicon = {
  between: "Agreement between agencies",
  parties: {
    heading: "Parties",
    each: "{name}, {kind}, number {id}. It is reached at: {contact}.",
    never:
      "No agency that enforces immigration law, belongs to one that does, or must pass on to one that does can be a party where this agreement covers identity, contact or status. If a party becomes so later, this agreement opens nothing to it any more.",
  },
  scope: {
    heading: "Purposes and kinds of data",
    each: "For the purpose of {purpose}, the parties may open to each other: {categories}.",
    nothingElse:
      "Nothing else is opened under this agreement. Each look states its purpose and is recorded, and the person sees it.",
  },
  basis: {
    heading: "Legal basis",
    say: "{text} ({citation}).",
    shares:
      "Each share rests besides on the person’s consent or on a legal order. Where that ends, the share ends in the same moment.",
  },
  retention: {
    heading: "How long",
    say: "Days for which a party keeps what it received, at most: {days}.",
  },
  onward: { heading: "Passing on", say: "What was received is passed on to {onward}." },
  time: {
    heading: "Time",
    say: "This agreement is in force once every party has signed it, from {from}, 00:00 UTC, until {until}, 00:00 UTC.",
    review: "The parties look at it again by {review}.",
  },
  ending: {
    heading: "Suspending and ending",
    suspend:
      "Each party may suspend this agreement at once, with a reason: then nothing is opened under it. Lifting the suspension takes every party.",
    end: "Each party may end it, with a reason: then every share under it ends, and the keys to what was shared are deleted.",
  },
  text: {
    heading: "This text",
    number: "Agreement {agreement}, version {version}.",
    marks:
      "Words in ⟦ ⟧ are the values that the database enforces. Words in ⟨ ⟩ are values that the parties keep. The same object makes this text and the rule.",
  },
  listComma: ", ",
  months: [
    ...["January", "February", "March", "April", "May", "June"],
    ...["July", "August", "September", "October", "November", "December"],
  ],
  kinds: {
    ngo: "non-governmental organisation",
    shelter: "shelter",
    police: "police",
    prosecution: "prosecution",
    court: "court",
    health: "health service",
    "child-protection": "child protection",
    "labour-inspectorate": "labour inspectorate",
    "competent-authority": "competent authority",
    "central-authority": "central authority",
    "financial-intelligence-unit": "financial intelligence unit",
    bank: "bank",
    "asset-office": "asset office",
    regulator: "regulator",
    platform: "platform",
    "statistics-office": "statistics office",
    "survivors-council": "survivors’ council",
    "legal-aid": "legal aid",
    "immigration-enforcement": "immigration enforcement",
  },
  purposes: {
    support: "support",
    identification: "identification",
    decision: "decision",
    investigation: "investigation",
    prosecution: "prosecution",
    remedy: "remedy",
    statistics: "statistics",
    oversight: "oversight",
  },
  categories: {
    identity: "identity",
    contact: "contact",
    account: "what was told",
    health: "health",
    "needs-and-risk": "needs and risk",
    status: "status",
    "work-and-documents": "work and papers",
    money: "money",
    justice: "justice",
  },
  onwardRules: { none: "no one", "with-consent": "others only with the person’s consent" },
};
