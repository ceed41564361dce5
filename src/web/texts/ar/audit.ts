import type { audit as en } from "../en/audit.ts";

export const audit: typeof en = {
  "audit.held": "التدقيق: لم يُعثر على شيء",
  "audit.failed": "التدقيق: أخفق",
  "audit.none": "لم يُهاجَم قط، فلا يُنشر.",
  "audit.said":
    "في {runs} من المحاولات أثبتت الهجمات أن إبسيلون {least} على الأقل، أو {normal} إن كانت الضوضاء طبيعية (بثقة {sure} من 100). والمُعلن {claimed}.",
};
