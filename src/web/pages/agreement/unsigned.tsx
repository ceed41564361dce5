import type { Agreement } from "../../api/answers.ts";
import { useDesk } from "../../desk-context.tsx";
import { Note } from "../../kit/marks.tsx";
import { sayCategory, sayPurpose } from "../../texts/names.ts";

/** An agreement that was set up before agreements were signed here: what it enforces, and that nobody signed it. */
export function Unsigned({ agreement }: { agreement: Agreement }) {
  const { say, locale } = useDesk();
  const list = new Intl.ListFormat(locale);
  const byPurpose = [...Map.groupBy(agreement.scope, ({ purpose }) => purpose)];
  return (
    <article className="deed">
      <h2>{agreement.title}</h2>
      <Note kind="soon">{say("unsigned.say")}</Note>
      <section>
        <h3>{say("agreements.parties")}</h3>
        <p>{list.format(agreement.parties.map(({ name }) => name))}</p>
      </section>
      <section>
        <h3>{say("agreements.purposes")}</h3>
        <ul>
          {byPurpose.map(([purpose, scope]) => (
            <li key={purpose}>
              {sayPurpose(say, purpose)}:{" "}
              {list.format(scope.map(({ category }) => sayCategory(say, category)))}
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h3>{say("editor.citation")}</h3>
        <p>{agreement.legalBasis}</p>
      </section>
    </article>
  );
}
