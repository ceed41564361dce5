import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Case, CasePair, OpenCategory, SectionAnswer } from "../../../../web/api/answers.ts";
import { useDesk } from "../../../../web/desk-context.tsx";
import { Answer } from "../../../../web/kit/answer.tsx";
import { Button } from "../../../../web/kit/button.tsx";
import { useSession } from "../../../../web/session/session.tsx";
import { sayCategory } from "../../../../web/texts/names.ts";
import type { SectionDocument } from "../../model/field.ts";
import { DocumentFacts } from "../case/document.tsx";

/** Of a kind, what is written in the cases that are set aside and kept with this one: each read by a press, by its own right. */
export function AlsoIn({ file, category }: { file: Case; category: OpenCategory["category"] }) {
  return file.pairs
    .filter(({ kept }) => kept.id === file.id)
    .map(({ id, aside }) => <Other key={id} aside={aside} category={category} />);
}

function Other({ aside, category }: { aside: CasePair["aside"]; category: OpenCategory["category"] }) {
  const { say, when } = useDesk();
  const { api, purpose } = useSession();
  const [isOpen, setOpen] = useState(false);
  const other = useQuery({
    queryKey: ["case", aside.id, purpose],
    queryFn: ({ signal }) => api.get<Case>(`/api/cases/${aside.id}`, signal),
  });
  const section = useQuery({
    queryKey: ["section", aside.id, category, purpose],
    queryFn: ({ signal }) => api.get<SectionAnswer>(`/api/cases/${aside.id}/sections/${category}`, signal),
    enabled: isOpen,
    // As in opened-section.tsx: each fetch is a reading that is recorded.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnReconnect: false,
    refetchOnMount: false,
    retry: false,
  });
  const entry = other.data?.categories.find((one) => one.category === category);
  if (!entry?.open || entry.version === null || entry.writtenAt === null) return null;
  const name = sayCategory(say, category);
  return (
    <div className="stack no-print">
      <h4>{say("pairs.also", { alias: aside.alias })}</h4>
      {isOpen ? (
        <>
          <Answer query={section} loading={say("section.opening")}>
            {({ document }) => <DocumentFacts category={category} document={document as SectionDocument} />}
          </Answer>
          <p>
            <Button kind="plain" small onClick={() => setOpen(false)}>
              {say("close")}
            </Button>
          </p>
        </>
      ) : (
        <p>
          <span className="small quiet">
            {say("section.version", { version: entry.version, at: when.near(entry.writtenAt) })}
          </span>{" "}
          <Button
            small
            icon="open"
            onClick={() => setOpen(true)}
            aria-label={say("pairs.also-open", { category: name, alias: aside.alias })}
          >
            {say("section.open")}
          </Button>
        </p>
      )}
    </div>
  );
}
