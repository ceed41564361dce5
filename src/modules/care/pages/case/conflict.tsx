import { useState } from "react";
import type { SectionAnswer, SectionVersion } from "../../../../web/api/answers.ts";
import { useDesk } from "../../../../web/desk-context.tsx";
import { Button } from "../../../../web/kit/button.tsx";
import { RadiosField } from "../../../../web/kit/choices-field.tsx";
import { Note } from "../../../../web/kit/marks.tsx";
import { fieldsOf } from "../../model/categories.ts";
import type { Answer, Field, SectionDocument } from "../../model/field.ts";
import { fieldLabel } from "../../texts/index.ts";
import { useCareTexts } from "../care-words.ts";
import { sayAnswer } from "./document.tsx";

/** Two who wrote at once: both texts side by side, and for each difference a choice. Neither was lost. */
export function Conflict(props: {
  section: SectionAnswer;
  onMerge?: (document: SectionDocument, resolves: readonly number[]) => void;
  onClose?: () => void;
}) {
  const { section, onMerge, onClose } = props;
  const { category } = section;
  const desk = useDesk();
  const { say, when } = desk;
  const texts = useCareTexts();
  const versions: readonly SectionVersion[] = [section, ...section.conflicts];
  const [chosen, setChosen] = useState<Readonly<Record<string, number>>>({});
  const differing = fieldsOf(category).filter((field) => differs(field, versions));
  const pick = (name: string) => chosen[name] ?? section.version;
  const answerIn = (version: SectionVersion, name: string) => version.document[name] as Answer | undefined;
  const merge = (whenMerged: NonNullable<typeof onMerge>) => {
    const document: Record<string, Answer> = {};
    for (const { name } of fieldsOf(category)) {
      const from = versions.find(({ version }) => version === pick(name)) ?? section;
      const answer = answerIn(from, name);
      if (answer !== undefined) document[name] = answer;
    }
    whenMerged(
      document,
      section.conflicts.map(({ version }) => version),
    );
  };
  return (
    <div className="stack stack-4">
      <Note kind="soon" icon="pen">
        <p>
          <strong>{say("conflict.title")}</strong> {say("conflict.say")}
        </p>
      </Note>
      {differing.map((field) => (
        <RadiosField
          key={field.name}
          label={fieldLabel(texts, category, field)}
          value={String(pick(field.name))}
          onChoose={(version) => setChosen({ ...chosen, [field.name]: Number(version) })}
          choices={versions.map((version) => ({
            value: String(version.version),
            label: (
              <span className="as-written" dir="auto">
                {sayAnswer(field, answerIn(version, field.name), texts, desk)}
              </span>
            ),
            why: say("conflict.from", {
              name: version.writtenBy?.displayName ?? say("conflict.someone"),
              at: when.near(version.writtenAt),
            }),
          }))}
        />
      ))}
      <div className="row">
        {onMerge && (
          <Button kind="main" icon="pen" onClick={() => merge(onMerge)}>
            {say("conflict.merge")}
          </Button>
        )}
        {onClose && <Button onClick={onClose}>{say("close")}</Button>}
      </div>
    </div>
  );
}

const differs = ({ name }: Field, versions: readonly SectionVersion[]): boolean =>
  new Set(versions.map(({ document }) => JSON.stringify(document[name]))).size > 1;
