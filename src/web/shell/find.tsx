import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useDeferredValue, useEffect, useState } from "react";
import type { CasePage } from "../api/answers.ts";
import { useDesk } from "../desk-context.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { TextField } from "../kit/field.tsx";
import { Icon } from "../kit/icon.tsx";
import { useSession } from "../session/session.tsx";
import { sayCaseAbout } from "../texts/names.ts";

/** Cases by the start of their name, from anywhere: the button, or the key “/”. */
export function Find() {
  const { say } = useDesk();
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const at = event.target instanceof HTMLElement ? event.target : null;
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
      if (at?.closest("input, textarea, select, [contenteditable], [role=dialog]")) return;
      event.preventDefault();
      setOpen(true);
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
  return (
    <>
      <button type="button" className="find" onClick={() => setOpen(true)}>
        <Icon name="find" />
        <span>{say("find.button")}</span>
        <kbd>/</kbd>
      </button>
      <Dialog open={open} onClose={() => setOpen(false)} title={say("find.title")} closeLabel={say("close")}>
        <Search onGo={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function Search({ onGo }: { onGo: () => void }) {
  const { say, locale } = useDesk();
  const { api, purpose } = useSession();
  const [text, setText] = useState("");
  const search = useDeferredValue(text.trim());
  const found = useQuery({
    queryKey: ["cases", purpose, "find", search],
    queryFn: ({ signal }) => api.get<CasePage>(`/api/cases?search=${encodeURIComponent(search)}`, signal),
    enabled: search.length >= 2,
  });
  const cases = search.length >= 2 ? (found.data?.cases.slice(0, 8) ?? []) : [];
  return (
    <div className="stack">
      <TextField
        label={say("find.label")}
        why={say("find.why")}
        value={text}
        onText={setText}
        autoComplete="off"
        autoFocus
      />
      <div aria-live="polite">
        {found.isSuccess && search.length >= 2 && cases.length === 0 && (
          <p className="quiet">{say("find.none")}</p>
        )}
        <ul className="found">
          {cases.map((line) => (
            <li key={line.id}>
              <Link to="/cases/$caseId" params={{ caseId: line.id }} onClick={onGo}>
                <strong>{line.alias}</strong>
                <small>{sayCaseAbout(say, locale, line)}</small>
              </Link>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
