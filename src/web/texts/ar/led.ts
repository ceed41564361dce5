import type { led as english } from "../en/led.ts";

export const led: Record<keyof typeof english, string> = {
  "led.title": "ما يُسلَّم بين الزملاء",
  "led.asks-you": "يطلب {name} أن تتولى المتابعة.",
  "led.you-ask": "طلبت من {name} أن يتولى المتابعة.",
  "led.they-ask": "طلب {by} من {name} أن يتولى المتابعة.",
  "led.you-lead": "أنت من يتولى المتابعة الآن. ويمكن التراجع عن ذلك حتى الغد.",
  "led.name-leads": "يتولى {name} المتابعة الآن. ويمكن التراجع عن ذلك حتى الغد.",
  "led.declined": "قال {name} لا. المتابعة كما كانت.",
  "led.taken-back": "استُرجع الطلب، والمتابعة كما كانت.",
  "led.undone": "تم التراجع، والمتابعة كما كانت.",
  "led.accept": "أتولاها",
  "led.accept-of": "أتولى {alias}",
  "led.accept-all":
    "{count, plural, zero {لا شيء لأتولاه} one {أتولى هذه الحالة} two {أتولى الحالتين} few {أتولى الحالات الـ#} many {أتولى الحالات الـ#} other {أتولى الحالات الـ#}}",
  "led.decline": "ليس أنا",
  "led.decline-of": "لا أتولى {alias}",
  "led.take-back": "استرجاع",
  "led.take-back-of": "استرجاع {alias}",
  "led.undo": "تراجع",
  "led.undo-of": "تراجع عن {alias}",
  "led.note": "قراءة ما كُتب",
  "led.note-of": "قراءة ما كُتب عن {alias}",
  "led.note-title": "كُتب مع {alias}",
  "led.note-loading": "جارٍ فتح ما كُتب.",
  "led.unled":
    "{count, plural, zero {لكل حالة من يتولاها.} one {حالة واحدة لا يتولاها أحد.} two {حالتان لا يتولاهما أحد.} few {# حالات لا يتولاها أحد.} many {# حالة لا يتولاها أحد.} other {# حالة لا يتولاها أحد.}}",
  "led.workload": "من يتولى ماذا",
};
