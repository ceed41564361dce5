import { useState } from "react";
import type { Category } from "../../../../core/access/context.ts";
import type { Case, CaseLine, ClosedCategory, OpenCategory } from "../../../../web/api/answers.ts";
import { useDesk } from "../../../../web/desk-context.tsx";
import { Section } from "../../../../web/kit/section.tsx";
import { sayCategory } from "../../../../web/texts/names.ts";
import { AlsoIn } from "../pair/also-in.tsx";
import { KnownNow } from "../pair/known-now.tsx";
import { ClosedSection } from "./closed-section.tsx";
import { OpenedSection } from "./opened-section.tsx";
import { useSeers } from "./seers.tsx";
import { UnopenedSection } from "./unopened-section.tsx";

/**
 * What is written, by kind: open kinds first, and a closed one says why. A kind is read when its button is pressed and
 * not before, since each reading is recorded; so it is not part of the address either, and a reload reads nothing.
 */
export function CaseSections({ file }: { file: Case }) {
  const { say } = useDesk();
  const [opened, setOpened] = useState<ReadonlySet<Category>>(new Set());
  const set = (category: Category, isOpen: boolean) => {
    const next = new Set(opened);
    if (isOpen) next.add(category);
    else next.delete(category);
    setOpened(next);
  };
  const open = file.categories.filter((entry) => entry.open);
  const closed = file.categories.filter((entry) => !entry.open);
  return (
    <div className="sections">
      <div className="part-head">
        <h2>{say("case.by-kind")}</h2>
        <span className="small quiet">{say("case.by-kind-say")}</span>
      </div>
      {open.map((entry) => (
        <Open
          key={entry.category}
          file={file}
          entry={entry}
          isOpen={opened.has(entry.category)}
          onOpen={(isOpen) => set(entry.category, isOpen)}
        />
      ))}
      {closed.map((entry) => (
        <Closed key={entry.category} file={file} entry={entry} />
      ))}
    </div>
  );
}

function Open(props: { file: Case; entry: OpenCategory; isOpen: boolean; onOpen: (open: boolean) => void }) {
  const { file, entry, isOpen, onOpen } = props;
  const { say, when } = useDesk();
  const seers = useSeers(file, entry.category);
  const [known, setKnown] = useState<readonly CaseLine[]>([]);
  const title = sayCategory(say, entry.category);
  const meta = [say("section.class", { letter: entry.protectionClass })];
  if (entry.version !== null && entry.writtenAt !== null) {
    meta.push(say("section.version", { version: entry.version, at: when.near(entry.writtenAt) }));
  }
  return (
    <Section
      id={entry.category}
      title={title}
      meta={meta}
      seesLabel={say("section.who-sees", { category: title })}
      sees={seers}
    >
      {isOpen ? (
        <>
          {/* What is on paper goes there by `/paper`, which is recorded. */}
          <div className="sec-body no-print">
            <OpenedSection file={file} entry={entry} onKnown={setKnown} onClose={() => onOpen(false)} />
          </div>
          <p className="print-only small">{say("section.not-on-paper")}</p>
        </>
      ) : (
        <UnopenedSection file={file} entry={entry} onOpen={() => onOpen(true)} />
      )}
      {known.length > 0 && <KnownNow file={file} cases={known} />}
      <AlsoIn file={file} category={entry.category} />
    </Section>
  );
}

function Closed({ file, entry }: { file: Case; entry: ClosedCategory }) {
  const { say } = useDesk();
  const seers = useSeers(file, entry.category);
  const title = sayCategory(say, entry.category);
  return (
    <Section
      id={entry.category}
      title={title}
      closed
      meta={[say("section.class", { letter: entry.protectionClass })]}
      seesLabel={say("section.who-sees", { category: title })}
      sees={seers}
    >
      <ClosedSection file={file} entry={entry} />
    </Section>
  );
}
