import type { Category } from "../core/access/context.ts";
import type { Random } from "../core/keys/index.ts";
import type { SectionDocument } from "../modules/care/model/field.ts";
import type { JourneyState } from "../modules/care/model/journey.ts";

/** Draws from invented people: nobody here exists, and no two draws are linked. */
export class Dice {
  readonly #random: Random;
  constructor(random: Random) {
    this.#random = random;
  }
  /** A whole number from 0 to below `n` (n up to 65,536; the small bias does not matter here). */
  below(n: number): number {
    const [high = 0, low = 0] = this.#random(2);
    return Math.floor((((high << 8) | low) / 65_536) * n);
  }
  between(from: number, to: number): number {
    return from + this.below(to - from + 1);
  }
  pick<T>(list: readonly T[]): T {
    const chosen = list[this.below(list.length)];
    if (chosen === undefined) throw new Error("one cannot pick from an empty list");
    return chosen;
  }
  some<T>(list: readonly T[], count: number): T[] {
    const rest = [...list];
    return Array.from(
      { length: Math.min(count, rest.length) },
      () => rest.splice(this.below(rest.length), 1)[0] as T,
    );
  }
  isLucky(percent: number): boolean {
    return this.below(100) < percent;
  }
}

export interface InventedPerson {
  readonly gender: "woman" | "man" | "non-binary" | "unknown";
  readonly ageBand: string;
  readonly language: string;
  readonly isChild: boolean;
  readonly documents: ReadonlyMap<Category, SectionDocument>;
}

interface Origin {
  readonly country: string;
  readonly language: string;
  readonly women: readonly string[];
  readonly men: readonly string[];
  readonly families: readonly string[];
}

const ORIGINS: readonly Origin[] = [
  {
    country: "PH",
    language: "tl",
    women: ["Maricel", "Jasmine", "Luz"],
    men: ["Jun", "Rodel"],
    families: ["Santos", "Reyes", "Cruz"],
  },
  {
    country: "NG",
    language: "en",
    women: ["Blessing", "Ifeoma", "Joy"],
    men: ["Emeka", "Tunde"],
    families: ["Okafor", "Eze", "Bello"],
  },
  {
    country: "RO",
    language: "ro",
    women: ["Elena", "Ioana"],
    men: ["Andrei", "Mihai"],
    families: ["Popescu", "Dumitru"],
  },
  {
    country: "ER",
    language: "ti",
    women: ["Selam", "Luwam", "Rahwa"],
    men: ["Yonas", "Filmon"],
    families: ["Tesfay", "Haile"],
  },
  {
    country: "AL",
    language: "sq",
    women: ["Arta", "Mirela"],
    men: ["Besnik", "Luan"],
    families: ["Hoxha", "Shehu"],
  },
  {
    country: "BD",
    language: "bn",
    women: ["Nasrin", "Shirin"],
    men: ["Rafiq", "Kamal"],
    families: ["Hossain", "Akter"],
  },
  {
    country: "VN",
    language: "vi",
    women: ["Linh", "Mai"],
    men: ["Duc", "Minh"],
    families: ["Nguyen", "Tran"],
  },
  {
    country: "CO",
    language: "es",
    women: ["Paola", "Camila"],
    men: ["Andres", "Julian"],
    families: ["Rojas", "Mejia"],
  },
  {
    country: "SY",
    language: "ar",
    women: ["Rima", "Hala"],
    men: ["Samer", "Nabil"],
    families: ["Haddad", "Khoury"],
  },
  {
    country: "UA",
    language: "uk",
    women: ["Oksana", "Daria"],
    men: ["Taras", "Ihor"],
    families: ["Kovalenko", "Bondar"],
  },
  {
    country: "ET",
    language: "am",
    women: ["Hiwot", "Meron"],
    men: ["Dawit", "Bekele"],
    families: ["Alemu", "Tadesse"],
  },
];

const WANTS = [
  "To sleep without the light on. Then to cook again, for money.",
  "To call my sister and tell her that I am well.",
  "My passport back, and the pay of seven months.",
  "To learn to drive. To have a key of my own.",
  "To see a doctor who speaks my language.",
  "To work, but not at night.",
  "To go home when it is safe, not before.",
  "To stay with my daughter, in the same room.",
];
const NOW = [
  "A room of their own since the first week; a talk every Tuesday.",
  "In the family house; school starts on Monday.",
  "With a friend, by choice; a visit each fortnight at the café.",
  "Language course in the mornings; sleeps better.",
];
const WORDS = [
  "They said it was a job in a hotel. When I came, they took my passport and said that I owed for the journey.",
  "I worked in the house from five until midnight. I could not go out alone. They paid once, then no more.",
  "The man from the internet said he loved me. Later he said I had to work for him, or he would show the pictures.",
  "We picked fruit. Eleven people slept in one caravan. The boss kept the bank cards.",
  "I was told to open accounts with my name. I did not know what for.",
  "They gave me a phone that they could read. I was afraid to write to anyone.",
];
const CHILD_VIEWS = [
  "I want to go to the same school as my cousin.",
  "I do not want to see him again. I want to sleep at Amal's.",
  "I will talk when the lady with the drawing things is here.",
];
const LEFT = ["The names of two others; they have not agreed.", "What happened on the journey; not yet."];
const HEALTH = [
  "Pain in the wrist, old break.",
  "Does not sleep through; a doctor's visit is agreed.",
  "Well; asks for a dentist.",
];

export function inventPerson(dice: Dice, state: JourneyState, now: Date): InventedPerson {
  const origin = dice.pick(ORIGINS);
  const isWoman = dice.isLucky(62);
  const age = dice.isLucky(18) ? dice.between(11, 17) : dice.between(18, 58);
  const gender = dice.isLucky(3) ? "non-binary" : isWoman ? "woman" : "man";
  const documents = new Map<Category, SectionDocument>();
  documents.set("identity", {
    firstName: dice.pick(isWoman ? origin.women : origin.men),
    familyName: dice.pick(origin.families),
    gender: gender === "woman" ? "feminine" : gender === "man" ? "masculine" : "non-conforming",
    citizenship: [origin.country],
    ageClaimed: age,
    ageBasis: "own-words",
    primaryLanguage: origin.language,
    interpreter: dice.pick(["any", "woman", "not-needed"]),
  });
  documents.set("contact", {
    channel: dice.pick(["text-message", "messaging-app", "in-person", "through-someone"]),
    hours: dice.pick([
      "Tuesday and Thursday, 10 to 12",
      "Evenings after 8",
      "Only on Sunday",
      "Any day before noon",
    ]),
    codeWord: dice.pick(["blue kettle", "paper boat", "third window", "warm bread", "small river"]),
    neverContact: dice.pick([
      "Never call. Never the old number.",
      "Not through the employer.",
      "Not through the brother.",
    ]),
    deviceWatched: dice.isLucky(30),
    mobilePhone: `+000 555 ${dice.between(1000, 9999)}`,
    city: dice.pick(["Port City", "Hillside", "Northgate", "Riverton"]),
  });
  documents.set("needs-and-risk", {
    wants: dice.pick(WANTS),
    now: dice.pick(NOW),
    risks: dice.some(["retaliation", "debt", "watched-device", "self-harm", "again"], dice.between(1, 2)),
    riskLevel: dice.pick(["low", "medium", "high"]),
    riskReview: isoDay(now, dice.between(-3, 40)),
    ...(age < 18
      ? { guardian: dice.pick(["asked-for", "appointed"]), assent: "yes", childViews: dice.pick(CHILD_VIEWS) }
      : {}),
  });
  if (dice.isLucky(85)) {
    documents.set("account", {
      ownWords: dice.pick(WORDS),
      toldIn: origin.language,
      ...(dice.isLucky(40) ? { leftUntold: dice.pick(LEFT) } : {}),
      exploitationTypes: [
        dice.pick(["forced-labour", "sexual", "servitude", "forced-crime", "forced-begging"]),
      ],
      controlMethods: dice.some(["debt", "threats", "papers-withheld", "long-hours", "no-movement"], 2),
      ...(dice.isLucky(60) ? { acts: dice.some(["recruited", "transported", "harboured"], 2) } : {}),
      ...(age >= 18 && dice.isLucky(50)
        ? { means: [dice.pick(["deception", "abuse-of-vulnerability"])] }
        : {}),
      ...(dice.isLucky(60) ? { indicators: inventIndicators(dice) } : {}),
    });
  }
  if (dice.isLucky(60)) documents.set("health", { concerns: dice.pick(HEALTH), urgent: dice.isLucky(10) });
  if (dice.isLucky(70)) {
    documents.set("work-and-documents", {
      papers: ["passport"],
      papersHeldBy: dice.pick(["employer", "exploiter", "the-person", "lost"]),
      industry: dice.pick(["households", "agriculture", "construction", "hospitality"]),
    });
  }
  if (state !== "contact" && dice.isLucky(60)) {
    documents.set("status", {
      traffickingStatus: dice.pick(["possible", "found"]),
    });
  }
  if (dice.isLucky(45)) {
    documents.set("money", {
      currency: "EUR",
      wagesOwed: dice.between(4, 180) * 50,
      monthsUnpaid: dice.between(1, 14),
    });
  }
  if (dice.isLucky(30)) documents.set("justice", { report: dice.pick(["not-now", "yes", "reported", "no"]) });
  return { gender, ageBand: bandOf(age), language: origin.language, isChild: age < 18, documents };
}

const inventIndicators = (dice: Dice) =>
  dice
    .some(["deceived-wages", "debt-bondage", "papers-taken", "wages-held", "hours-excessive", "confined"], 3)
    .map((indicator) => ({
      indicator,
      strength: dice.pick(["strong", "medium"]),
      sources: [dice.pick(["own-words", "seen-by-us", "papers"])],
    }));

function bandOf(age: number): string {
  if (age < 9) return "0-8";
  if (age < 18) return "9-17";
  if (age < 25) return "18-24";
  if (age < 35) return "25-34";
  if (age < 45) return "35-44";
  if (age < 55) return "45-54";
  return age < 65 ? "55-64" : "65+";
}

const isoDay = (from: Date, days: number): string =>
  new Date(from.getTime() + days * 86_400_000).toISOString().slice(0, 10);
