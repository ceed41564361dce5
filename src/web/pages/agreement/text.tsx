import { useMemo } from "react";
import { type Statement, shortSigns } from "../../../core/protocols/statement.ts";
import { type ChangedSpan, diffText } from "../../../core/protocols/text/diff.ts";
import type { SignedLanguage } from "../../../core/protocols/text/lexicon.ts";
import { plainText, renderAgreement } from "../../../core/protocols/text/render.ts";
import { templateReviewedBy } from "../../../core/protocols/text/reviews.ts";
import type { AgreementVersion } from "../../api/agreement-answers.ts";
import { useDesk } from "../../desk-context.tsx";

export const numberedOf = ({ agreement, version, terms }: Statement) => ({ agreement, version, terms });

/** The text of one version in one language, as it is signed; beside an earlier one, changes underlined or struck. */
export function SignedText(props: {
  version: AgreementVersion;
  language: SignedLanguage;
  against: AgreementVersion | null;
}) {
  const { version, language, against } = props;
  const { say } = useDesk();
  const statement = useMemo<Statement>(() => JSON.parse(version.statement), [version.statement]);
  const text = useMemo(() => renderAgreement(numberedOf(statement), language), [statement, language]);
  const before = useMemo(
    () => (against ? renderAgreement(numberedOf(JSON.parse(against.statement)), language) : null),
    [against, language],
  );
  const isAsSigned = plainText(text) === version.texts[language];
  return (
    <article
      className="deed"
      lang={language}
      dir={language === "ar" ? "rtl" : "ltr"}
      aria-label={say(`language.${language}`)}
    >
      <div>
        <p className="small faint">{text.between}</p>
        <h2>
          {before && before.title.shown !== text.title.shown ? (
            <>
              <ins>{text.title.shown}</ins> <del>{before.title.shown}</del>
            </>
          ) : (
            text.title.shown
          )}
        </h2>
      </div>
      {isAsSigned ? (
        <Clauses clauses={diffText(text, before)} language={language} />
      ) : (
        // Made by an earlier template: what was signed then, to the letter.
        <pre className="as-written">{version.texts[language]}</pre>
      )}
      <Foot statement={statement} language={language} />
    </article>
  );
}

/** Clauses with their numbers; each value of the object marked. */
export function Clauses({
  clauses,
  language,
}: {
  clauses: ReturnType<typeof diffText>;
  language: SignedLanguage;
}) {
  return clauses.map(({ heading, paragraphs, changed }, nth) => (
    <section key={heading} id={`${language}-${nth + 1}`} data-changed={changed || undefined}>
      <h3>
        {nth + 1}. {heading}
      </h3>
      {paragraphs.map((spans, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs of one text never move
        <p key={at}>
          {spans.map((span, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: nor do pieces of one sentence
            <Piece key={place} {...span} />
          ))}
        </p>
      ))}
    </section>
  ));
}

function Piece({ span, change }: ChangedSpan) {
  const shown =
    typeof span === "string" ? (
      span
    ) : (
      <bdi className={span.enforced ? "bound" : "bound bound-kept"}>{span.shown}</bdi>
    );
  if (change === "new") return <ins>{shown}</ins>;
  if (change === "gone") return <del>{shown}</del>;
  return shown;
}

/** The signs by which two people see that they read the same, and who has confirmed the words. */
function Foot({ statement, language }: { statement: Statement; language: SignedLanguage }) {
  const { say, choices } = useDesk();
  const { sha256, reviewedBy } = statement.texts[language];
  return (
    <footer className="small faint" lang={choices.language} dir={choices.language === "ar" ? "rtl" : "ltr"}>
      <p>
        {say("deed.signs")} <bdi className="num">{shortSigns(sha256)}</bdi>
      </p>
      <p>
        {reviewedBy
          ? say("deed.reviewed", { name: reviewedBy })
          : say(templateReviewedBy[language] ? "deed.reviewed-since" : "deed.unreviewed", {
              language: say(`language.${language}`),
            })}
      </p>
    </footer>
  );
}
