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
  noScript: "Checking here needs a script. Without one, check offline with the verifier below.",
  said: {
    unsigned: "A checkpoint is not signed with this log’s key: do not rely on it.",
    witnessed: "Cosigned by:",
    unwitnessed: "No witness has cosigned this checkpoint: it may be shown to you alone.",
    away: "The ledger’s files could not be read. Try again later.",
  },
  receipt: {
    title: "Check one entry",
    label: "Entry, proof or hash",
    why: "Paste an entry as the desk shows it (JSON), a proof as the door gave it, or the 32 bytes that stand in the log. It is checked in this browser and sent to nobody.",
    button: "Check",
    said: {
      unreadable: "This is neither an entry in JSON, nor a proof, nor a hash of 32 bytes.",
      forged: "This proof is not signed with the log’s key: it was changed, or it is another log’s.",
      promised: "The proof is signed with the log’s key.",
      commitment: "Its text and salt do not make its commitment: it was changed.",
      looking: "Places looked through:",
      absent: "It is not in this log. Something done within the last hour may not be in yet.",
      present: "It is in the log, which is signed with the key above. Place:",
    },
  },
  compare: {
    title: "Compare two checkpoints",
    older: "A checkpoint that you kept",
    olderWhy: "The whole text, with its signatures.",
    newer: "Another one",
    newerWhy: "Leave it empty to compare with the newest.",
    button: "Compare",
    said: {
      "goes-on": "The later one goes on from the earlier one: one history. Places:",
      same: "Both are the same state. Places:",
      another: "They are two histories. Keep both texts: they prove it. Places:",
      newer:
        "One of them has more places than this ledger shows now. Keep it: either more is kept back, or the ledger was set back. Places:",
    },
  },
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
  noScript: "يحتاج التحقق هنا إلى نص برمجي. من دونه يمكن التحقق بلا شبكة بالأداة أدناه.",
  said: {
    unsigned: "نقطة تحقق غير موقّعة بمفتاح هذا السجلّ: لا يُعتمد عليها.",
    witnessed: "وقّع معه:",
    unwitnessed: "لم يوقّع أي شاهد نقطة التحقق هذه: قد تكون معروضة لكم وحدكم.",
    away: "تعذّرت قراءة ملفات السجلّ. حاولوا لاحقًا.",
  },
  receipt: {
    title: "التحقق من قيد واحد",
    label: "قيد أو إثبات أو بصمة",
    why: "الصقوا قيدًا كما يعرضه المكتب (JSON)، أو إثباتًا كما أُعطي عند الباب، أو البايتات الـ32 الموجودة في السجلّ. يُتحقق منه في هذا المتصفح ولا يُرسل إلى أحد.",
    button: "تحقق",
    said: {
      unreadable: "ليس هذا قيدًا بصيغة JSON ولا إثباتًا ولا بصمة من 32 بايتًا.",
      forged: "هذا الإثبات غير موقّع بمفتاح السجلّ: لقد تغيّر، أو هو من سجلّ آخر.",
      promised: "الإثبات موقّع بمفتاح السجلّ.",
      commitment: "نصه وملحه لا يصنعان التزامه: لقد تغيّر.",
      looking: "المواضع التي فُحصت:",
      absent: "ليس في هذا السجلّ. ما حدث خلال الساعة الأخيرة قد لا يكون فيه بعد.",
      present: "هو في السجلّ الموقّع بالمفتاح أعلاه. الموضع:",
    },
  },
  compare: {
    title: "مقارنة نقطتي تحقق",
    older: "نقطة تحقق احتفظتم بها",
    olderWhy: "النص كله مع توقيعاته.",
    newer: "نقطة أخرى",
    newerWhy: "تُترك فارغة للمقارنة بالأحدث.",
    button: "قارن",
    said: {
      "goes-on": "اللاحقة تكمل السابقة: تاريخ واحد. المواضع:",
      same: "الحالة نفسها في كلتيهما. المواضع:",
      another: "هما تاريخان. احتفظوا بالنصين: إنهما الدليل. المواضع:",
      newer:
        "في إحداهما مواضع أكثر مما يعرضه السجلّ الآن. احتفظوا بها: إما أن شيئًا محجوب أو أن السجلّ أُرجع. المواضع:",
    },
  },
  check: "التحقق بأنفسكم",
  how: "تُنسخ الملفات ويُتحقق منها على جهازكم من دون شبكة:",
};

export const LEDGER_PAGE: Readonly<Record<Language, LedgerPageTexts>> = { en, ar };
