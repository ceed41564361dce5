import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useId } from "react";
import { toBase64Url } from "../../../core/keys/bytes.ts";
import type { Api } from "../../../web/api/client.ts";
import { useDesk } from "../../../web/desk-context.tsx";
import { Answer } from "../../../web/kit/answer.tsx";
import { Said } from "../../../web/kit/field.tsx";
import { Part } from "../../../web/kit/log.tsx";
import { sayProblem } from "../../../web/session/problems.ts";
import { useSession } from "../../../web/session/session.tsx";
import { countHashes, HashListError, parseHashList } from "../attachments/hash-list.ts";

const HOUR_MS = 3_600_000;

/** The agency's list of known abuse material; fetched once an hour at most, since it may have 4 MiB. */
export const hashListQuery = (api: Api) => ({
  queryKey: ["hash-list"],
  queryFn: () => api.getBytes("/api/hash-list"),
  staleTime: HOUR_MS,
});

/** For supervisors: the list that attachments are compared with before anyone opens them. Read in this browser. */
export function HashListPart() {
  const { say } = useDesk();
  const { api } = useSession();
  const queries = useQueryClient();
  const id = useId();
  const list = useQuery(hashListQuery(api));
  const load = useMutation({
    mutationFn: async (file: File) => {
      const body = { hashes: toBase64Url(parseHashList(await file.text())) };
      await api.send("PUT", "/api/hash-list", { body });
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ["hash-list"] }),
  });
  const failed = load.error;
  const wrong =
    failed instanceof HashListError
      ? failed.line === 0
        ? say("hash-list.size")
        : say("hash-list.line", { line: failed.line })
      : failed && sayProblem(say, failed);
  return (
    <Part id="hash-list" title={say("hash-list.title")}>
      <div className="stack stack-3 part-body">
        <p className="small">{say("hash-list.say")}</p>
        <Answer query={list} loading={say("hash-list.loading")}>
          {(hashes) => <p>{say("hash-list.count", { count: countHashes(hashes) })}</p>}
        </Answer>
        <div className="field">
          <label htmlFor={id}>{say("hash-list.file")}</label>
          <span className="why" id={`${id}-why`}>
            {say("hash-list.file-why")}
          </span>
          <input
            id={id}
            type="file"
            accept=".txt,.csv,text/plain,text/csv"
            aria-describedby={`${id}-why`}
            disabled={load.isPending}
            onChange={({ target }) => {
              const file = target.files?.[0];
              target.value = ""; // the same file can be chosen again
              if (file) load.mutate(file);
            }}
          />
          <Said wrong={wrong} right={load.isSuccess && say("hash-list.loaded")} />
        </div>
      </div>
    </Part>
  );
}
