import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { Case, CaseLine, OpenCategory, SectionAnswer } from "../../../../web/api/answers.ts";
import { useDesk } from "../../../../web/desk-context.tsx";
import { Answer } from "../../../../web/kit/answer.tsx";
import { Button } from "../../../../web/kit/button.tsx";
import { DraftNotes } from "../../../../web/session/draft-notes.tsx";
import { useKeptDraft } from "../../../../web/session/kept-draft.ts";
import { useSession } from "../../../../web/session/session.tsx";
import type { SectionDocument } from "../../model/field.ts";
import { type Draft, draftKeyPath, draftName } from "./draft.ts";
import { EditSection } from "./edit-section.tsx";
import { SectionText } from "./section-text.tsx";

/** A kind that is open before the reader. It is asked for once and forgotten when it is closed. */
export function OpenedSection(props: {
  file: Case;
  entry: OpenCategory;
  onKnown: (cases: readonly CaseLine[]) => void;
  onClose: () => void;
}) {
  const { file, entry, onKnown, onClose } = props;
  const { say } = useDesk();
  const { api, purpose } = useSession();
  const { draft, setDraft, isOpening, keptAt, isGone } = useKeptDraft<Draft>(
    draftName(file.id, entry.category),
    draftKeyPath(file.id, entry.category),
  );
  const isEmpty = entry.version === null;
  const section = useQuery({
    queryKey: ["section", file.id, entry.category, purpose],
    queryFn: ({ signal }) =>
      api.getVersioned<SectionAnswer>(`/api/cases/${file.id}/sections/${entry.category}`, signal),
    enabled: !isEmpty,
    // Each fetch is a reading that is recorded: never in the background, never again by itself.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnReconnect: false,
    refetchOnMount: false,
    retry: false,
  });
  const queries = useQueryClient();
  const isRead = section.isSuccess;
  useEffect(() => {
    // The look that was just recorded belongs in the list beside it.
    if (isRead) void queries.invalidateQueries({ queryKey: ["case", file.id, "looks"] });
  }, [isRead, queries, file.id]);
  const startNew: Draft = { document: {}, etag: '"v0"', resolves: [] };
  if (isOpening) return <p className="quiet">{say("section.opening")}</p>;
  if (draft || isEmpty) {
    return (
      <>
        <DraftNotes keptAt={keptAt} isGone={isGone} />
        <EditSection
          file={file}
          category={entry.category}
          draft={draft ?? startNew}
          onDraft={setDraft}
          before={(section.data?.value.document as SectionDocument | undefined) ?? null}
          onKnown={onKnown}
          onSaved={() => {
            setDraft(undefined);
            if (isEmpty) onClose();
            else void section.refetch();
          }}
          onLeave={() => {
            setDraft(undefined);
            if (isEmpty) onClose();
          }}
        />
      </>
    );
  }
  return (
    <Answer query={section} loading={say("section.opening")}>
      {({ value, etag }) =>
        value.conflicts.length > 0 ? (
          <SectionText
            section={value}
            {...(file.held && {
              onMerge: (document, resolves) => setDraft({ document, etag, resolves }),
            })}
            onClose={onClose}
          />
        ) : (
          <>
            <DraftNotes keptAt={null} isGone={isGone} />
            <SectionText section={value} />
            <div className="row no-print">
              {file.held && (
                <Button
                  small
                  icon="pen"
                  onClick={() =>
                    setDraft({ document: value.document as SectionDocument, etag, resolves: [] })
                  }
                >
                  {say("section.edit")}
                </Button>
              )}
              <Button kind="plain" small onClick={onClose}>
                {say("close")}
              </Button>
            </div>
          </>
        )
      }
    </Answer>
  );
}
