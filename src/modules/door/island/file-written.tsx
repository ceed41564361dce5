/** @jsxImportSource preact */
import { useMemo, useState } from "preact/hooks";
import type { Category } from "../../../core/access/context.ts";
import { Aloud } from "./aloud.tsx";
import { calendarShown, sayDay } from "./days.ts";
import { sayFailure } from "./failures.ts";
import type { OwnSection } from "./file-answers.ts";
import type { FilePart } from "./file-room.tsx";
import { Icon, type Said, Status } from "./parts.tsx";
import type { RoomsGround } from "./rooms.tsx";

/** What is written, part by part, opened when asked for: each opening is a look of the person's own. */
export function FileWritten({ file, room }: FilePart) {
  const { ground, withVisit } = room;
  const { say, language, emergency } = ground;
  const [open, setOpen] = useState<Readonly<Partial<Record<Category, OwnSection>>>>({});
  const [said, setSaid] = useState<Said | null>(null);
  const read = async (category: Category): Promise<void> => {
    try {
      const path = `/api/my-file/cases/${file.id}/sections/${category}?lang=${language}&calendar=${calendarShown()}`;
      const section = await withVisit((visit) => visit.ask<OwnSection>(path));
      setOpen((before) => ({ ...before, [category]: section }));
      setSaid(null);
    } catch (error) {
      setSaid({ kind: "bad", lines: sayFailure(error, say, emergency, "file-failed") });
    }
  };
  return (
    <section class="stack">
      <h2>{say("file-read")}</h2>
      <p class="small quiet">{say(file.categories.length === 0 ? "file-read-none" : "file-read-lead")}</p>
      {file.categories.length > 0 && <p class="small quiet">{say("file-read-language")}</p>}
      <div>
        {file.categories.map((category) => {
          const section = open[category];
          return section ? (
            <SectionView key={category} category={category} section={section} ground={ground} />
          ) : (
            <button key={category} type="button" class="plain-button" onClick={() => void read(category)}>
              {say("file-read-open", { category: say(`category-${category}`) })}
              <Icon name="next" />
            </button>
          );
        })}
      </div>
      <Status said={said} />
    </section>
  );
}

function SectionView(props: {
  readonly category: Category;
  readonly section: OwnSection;
  readonly ground: RoomsGround;
}) {
  const { category, section, ground } = props;
  const { say, language } = ground;
  const aloud = useMemo(() => section.facts.map(({ label, value }) => `${label}: ${value}`), [section]);
  return (
    <div class="stack written">
      <h3>{say(`category-${category}`)}</h3>
      {section.facts.length === 0 ? (
        <p class="quiet">{say("file-read-empty")}</p>
      ) : (
        <dl class="facts-list">
          {section.facts.map(({ label, value, valueIn }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd dir="auto" {...(valueIn && { lang: valueIn })}>
                {value}
              </dd>
            </div>
          ))}
        </dl>
      )}
      <Aloud say={say} parts={aloud} language={language} />
      {section.writtenAt && (
        <p class="small faint">
          {say("file-read-written", {
            agency: section.agency.name,
            date: sayDay(new Date(section.writtenAt), language),
          })}
        </p>
      )}
    </div>
  );
}
