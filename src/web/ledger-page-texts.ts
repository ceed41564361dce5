import type { Language } from "../core/texts/index.ts";

const en = {
  name: "English",
  title: "Ledger",
  lead: "A record of every look, decision and share that nobody can rewrite, not even those who run it. It holds commitments only: nothing about anyone can be read from it.",
  never: "never",
  refused: "Nothing new is signed since",
  refusals: {
    "database-older": "The database is an older copy than the ledger’s files.",
    "older-than-witnessed":
      "Witnesses have seen more entries than this installation holds: it is an older copy.",
    forked: "A witness has seen another history than this one.",
    "witnesses-silent": "Too few witnesses answer to know whether this is the newest copy.",
  },
  noWitness: "No witness is set: nobody outside vouches that everyone sees the same history.",
  unwitnessed: "Unwitnessed since",
  checkpoint: "Newest checkpoint",
  size: "Places in the log:",
  hourly:
    "It grows once an hour, in no order and among padding: nobody can tell from it when something was done.",
  key: "The log’s key. Compare it with one that you were given another way.",
  witnesses: "Witnesses",
  witnessed: "Vouched for by enough of them:",
  outcomes: { failed: "does not answer", objects: "has seen another or a longer history" },
  before: "What came before",
  beforeLead:
    "An earlier ledger of this house ended, because its newest state was lost. Its files stay under /ledger/before/.",
  ended: "ended here at",
  seen: "known elsewhere up to",
  check: "Check it yourself",
  how: "Copy the files, and check them on your own machine, without a network:",
};

export type LedgerPageTexts = typeof en;

const ar: LedgerPageTexts = {
  name: "العربية",
  title: "السجلّ",
  lead: "سجلّ لكل نظرة وقرار ومشاركة، لا يستطيع أحد إعادة كتابته، ولا من يشغّله. لا يحوي إلا التزامات: لا يُقرأ منه شيء عن أحد.",
  never: "أبدًا",
  refused: "لا يُوقَّع شيء جديد منذ",
  refusals: {
    "database-older": "قاعدة البيانات نسخة أقدم من ملفات السجلّ.",
    "older-than-witnessed": "رأى الشهود قيودًا أكثر مما في هذا النظام: إنه نسخة قديمة.",
    forked: "رأى أحد الشهود تاريخًا غير هذا.",
    "witnesses-silent": "يجيب عدد قليل من الشهود فلا يُعرف إن كانت هذه أحدث نسخة.",
  },
  noWitness: "لم يُعيَّن أي شاهد: لا أحد من الخارج يضمن أن الجميع يرون التاريخ نفسه.",
  unwitnessed: "بلا شهود منذ",
  checkpoint: "أحدث نقطة تحقق",
  size: "المواضع في السجلّ:",
  hourly: "ينمو مرة كل ساعة، بلا ترتيب وبين حشو: لا يُعرف منه متى حدث شيء.",
  key: "مفتاح السجلّ. يُقارن بمفتاح وصلكم بطريق آخر.",
  witnesses: "الشهود",
  witnessed: "ما يضمنه عدد كافٍ منهم:",
  outcomes: { failed: "لا يجيب", objects: "رأى تاريخًا آخر أو أطول" },
  before: "ما كان قبله",
  beforeLead: "انتهى سجلّ سابق لهذه الدار لأن أحدث حالاته فُقدت. تبقى ملفاته تحت /ledger/before/.",
  ended: "انتهى هنا عند",
  seen: "معروف في مكان آخر حتى",
  check: "التحقق بأنفسكم",
  how: "تُنسخ الملفات ويُتحقق منها على جهازكم من دون شبكة:",
};

export const LEDGER_PAGE: Readonly<Record<Language, LedgerPageTexts>> = { en, ar };
