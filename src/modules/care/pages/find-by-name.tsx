import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { FoundByName } from "../../../web/api/answers.ts";
import { useDesk } from "../../../web/desk-context.tsx";
import { Button } from "../../../web/kit/button.tsx";
import { TextField } from "../../../web/kit/field.tsx";
import { Empty } from "../../../web/kit/states.tsx";
import { sayProblem } from "../../../web/session/problems.ts";
import { useSession } from "../../../web/session/session.tsx";
import { CaseTable } from "./case-table.tsx";

/**
 * Finds cases by their person's name. What is typed is in no address, and gone with the page; what was found stands until
 * it is put away.
 *
 * @param onFound told whether what was found stands there, so that the list of all cases makes room
 */
export function FindByName({ onFound }: { onFound: (isThere: boolean) => void }) {
  const { say } = useDesk();
  const { api } = useSession();
  const [name, setName] = useState("");
  const find = useMutation({
    mutationFn: (asked: string) =>
      api.send<FoundByName>("POST", "/api/cases/by-name", { body: { name: asked } }),
    onSuccess: () => onFound(true),
    onError: () => onFound(false),
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== "") find.mutate(name.trim());
  };
  const putAway = () => {
    setName("");
    find.reset();
    onFound(false);
  };
  return (
    <>
      <search>
        <form className="sieve sieve-wide" onSubmit={send}>
          <TextField
            label={say("cases.by-name")}
            why={say("cases.by-name-why")}
            wrong={find.isError && sayProblem(say, find.error)}
            type="search"
            value={name}
            onText={setName}
            autoComplete="off"
            spellCheck={false}
            maxLength={200}
          />
          <Button type="submit" icon="find" busy={find.isPending}>
            {say("cases.by-name-find")}
          </Button>
        </form>
      </search>
      {find.data && (
        <section aria-live="polite">
          {find.data.cases.length === 0 ? (
            <Empty title={say("cases.by-name-none")}>{say("cases.by-name-none-say")}</Empty>
          ) : (
            <CaseTable cases={find.data.cases} />
          )}
          {find.data.isMore && <p className="quiet">{say("cases.by-name-more")}</p>}
          <p className="more">
            <Button onClick={putAway}>{say("cases.by-name-away")}</Button>
          </p>
        </section>
      )}
    </>
  );
}
