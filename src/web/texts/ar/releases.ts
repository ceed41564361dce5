import type { releases as en } from "../en/releases.ts";

export const releases: typeof en = {
  "releases.title": "الإصدارات",
  "releases.lead": "ما أخرجته جهتك من إحصاء ملفاتها بعد جعله آمنًا، وما يقرؤه الجميع منه.",
  "releases.public": "ما يراه الجميع",
  "releases.loading": "تُقرأ الإصدارات.",
  "releases.none": "لم يُصدر شيء.",
  "releases.none-say":
    "يصنع الإحصائي إصدارًا بالأمر “leeward release caseload”. يظهر هنا، ولا يراه غيركم بعد.",
  "releases.made": "صنعه {who} في {day}",
  "releases.size":
    "{rows, plural, one {سجل مصطنع واحد} two {سجلان مصطنعان} few {# سجلات مصطنعة} many {# سجلًا مصطنعًا} other {# سجل مصطنع}}، إبسيلون {epsilon}",
  "releases.kept": "للجهة وحدها",
  "releases.waits": "ينتظر عضوًا ثانيًا",
  "releases.published": "نُشر في {day}",
  "releases.withdrawn": "سُحب في {day}",
  "releases.propose": "نشر…",
  "releases.propose-say":
    "يقرأ مشرف أو مسؤول حماية البيانات الشيء نفسه ويؤكده. ثم يجده الجميع. لا تذكر جهة مكانها سر.",
  "releases.name": "العنوان",
  "releases.name-why": "أول ما يقرؤه الجميع",
  "releases.question": "أي سؤال يجيب عنه",
  "releases.question-why": "من يُعدّ، وأين، وفي أي وقت",
  "releases.do-propose": "اقتراح",
  "releases.proposed": "اقتُرح. يجده عضو ثانٍ في التأكيدات.",
  "releases.withdraw": "سحب…",
  "releases.withdraw-say": "لا تُعرض أرقامه على أحد بعد الآن، فورًا. ويبقى أنه سُحب ولماذا ليقرأه الجميع.",
  "releases.why": "لماذا",
  "releases.why-why": "يقرأ الجميع هذا",
  "releases.do-withdraw": "سحب",
  "releases.gone": "سُحب.",
  "releases.look": "انظر إلى الصفحة",
  "releases.short": "اكتب ثلاثة أحرف على الأقل.",
};
