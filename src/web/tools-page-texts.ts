import type { Language } from "../core/texts/index.ts";

const en = {
  name: "English",
  title: "Tools and their assessments",
  lead: "A machine can help to count, to put out numbers or to decide. It runs at an agency only after two people there have signed what it means for people’s rights. That holds for a year at most. What keeps people safe is looked at in the same way. It is never stopped if that is late: here everyone sees where it is late.",
  protections: "What protects people, and goes on in any case",
  tools: "What runs only with a valid assessment",
  never: "Overdue: no agency has assessed it.",
  good: "Agencies whose assessment is valid:",
  overdue: "Agencies where it is overdue:",
  stopped: "It may run at no agency now.",
  version: "version",
  names: {
    door: "The door and My file",
    care: "Care",
    "caseload-release": "Release of an agency’s caseload",
    "oversight-rules": "Rules that show looks at files to a supervisor",
    "deferred-count": "The public count of notices that courts keep waiting",
  } as Readonly<Record<string, string>>,
  none: "The registry is empty.",
};

export type ToolsPageTexts = typeof en;

const ar: ToolsPageTexts = {
  name: "العربية",
  title: "الأدوات وتقييماتها",
  lead: "ما يَعُدّ أو ينشر أو يقرّر بمساعدة آلة لا يعمل لدى جهة إلا بتقييم للحقوق وقّعه شخصان فيها وتنتهي صلاحيته خلال سنة. وما يحمي الناس يُقيَّم أيضًا، ولا يُوقَف أبدًا لغياب التقييم: هنا يرى الجميع أين تأخّر ذلك.",
  protections: "ما يحمي الناس، ويستمر في كل حال",
  tools: "ما لا يعمل إلا بتقييم ساري المفعول",
  never: "متأخر: لم تقيّمه أي جهة.",
  good: "جهات تقييمها ساري المفعول:",
  overdue: "جهات تأخّر فيها التقييم:",
  stopped: "لا يجوز أن يعمل لدى أي جهة الآن.",
  version: "الإصدار",
  names: {
    door: "الباب و«ملفي»",
    care: "الرعاية",
    "caseload-release": "نشر إحصاء حالات جهة",
    "oversight-rules": "قواعد تُظهر للمشرف من نظر في الملفات",
    "deferred-count": "العدد العلني للإبلاغات التي تؤخّرها المحاكم",
  },
  none: "السجل فارغ.",
};

export const TOOLS_PAGE: Readonly<Record<Language, ToolsPageTexts>> = { en, ar };
