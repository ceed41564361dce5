/**
 * What a tool's declaration says, in Arabic. Its own words are English, and signed: a translation is shown only while the
 * declaration is the one of which it was made (`of`, its hash).
 */
export const toolWords: Readonly<
  Record<
    string,
    {
      readonly of: string;
      readonly purpose: string;
      readonly decides: string;
      readonly evidence: string;
      readonly limits: string;
    }
  >
> = {
  "caseload-release": {
    of: "c5f2de3dd8be2b242823f1aeb596eba1f5337f7cfab110c73678836a95fd851e",
    purpose:
      "تصنع نسخة مصطنعة من حالات الجهة نفسها، مع جداول أعداد، ليتعلّم منها الآخرون ولا يجدوا فيها أحدًا.",
    decides: "لا تقرّر شيئًا بشأن أي شخص. تقرّر ما يمكن أن يعرفه الغرباء عن جميع حالات الجهة معًا.",
    evidence:
      "خصوصية تفاضلية بتشويش دقيق؛ والهجمات على وعدنا نفسه ومقدار الخطأ على بيانات مفتوحة في docs/synth.md.",
    limits:
      "الجنس وفئة العمر والمرحلة فقط. تختفي المجموعات الصغيرة. يستهلك كل نشر جزءًا من إبسيلون قدره 4 لكل 365 يومًا؛ وما قالته منشورات سابقة يبقى مقولًا. ومن سحب موافقة أو توقّف لا يُحسب، لكنه كان في المنشورات السابقة. ولا يمكن استرجاع مجلد نُسخ.",
  },
  door: {
    of: "8ebd896c68f0d3b61049e4e2233c6703816822451c4da47c712e6a14bf97f592",
    purpose:
      "تتيح لأي شخص أن يطلب المساعدة ويتلقى الجواب بلا اسم وبلا حساب، وأن يقرأ في «ملفي» ما هو معروف عنه.",
    decides:
      "لا تقرّر شيئًا بشأن أي شخص. عند الازدحام تطلب من كل متصفح عملًا حسابيًا قبل أن تجيب، أيًّا كان السائل.",
    evidence: "docs/door.md وdocs/cryptography.md وdocs/threat-model.md، مع اختبار لكل وعد.",
    limits:
      "يستطيع خادم جرى تغييره أن يقرأ ما يُكتب بعد ذلك. والهاتف المراقَب يُظهر ما يُكتب عليه. والكلمات المفقودة تبقى مفقودة.",
  },
  care: {
    of: "03586c5d6aa2218d942a7c7f2144cb6349c5ca73d3dbf17bb6c3d3448e86548d",
    purpose: "تحفظ ما يحمي شخصًا: ملف واحد يُفتح لغيره بموافقة أو بأمر، مع مُهَل تُذكِّر.",
    decides: "لا تقرّر شيئًا بنفسها: يقرّر الأعضاء كل خطوة، والمُهَل لا تفعل إلا التصعيد.",
    evidence: "docs/care.md وdocs/access.md، مع اختبار لكل بند من قاعدة الاطلاع.",
    limits:
      "لا تستطيع أن تعرف أن عضوًا يجوز له القراءة لا ينبغي له ذلك. وما قُرئ حين كان مسموحًا لا يُنسى بسحب الموافقة.",
  },
};
