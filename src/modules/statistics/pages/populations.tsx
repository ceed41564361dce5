import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useDesk } from "../../../web/desk-context.tsx";
import { Answer } from "../../../web/kit/answer.tsx";
import { Button } from "../../../web/kit/button.tsx";
import { Said, TextField } from "../../../web/kit/field.tsx";
import { Tag } from "../../../web/kit/marks.tsx";
import { useNotices } from "../../../web/kit/toast.tsx";
import { useOnceKey } from "../../../web/session/once.ts";
import { sayProblem } from "../../../web/session/problems.ts";
import { useSession } from "../../../web/session/session.tsx";
import type { PopulationRow } from "../store.ts";
import { Parts } from "./parts.tsx";

const NAME_MIN = 3;
/** Who may look at how good the numbers are. */
const LOOKERS = ["statistician", "supervisor", "data-protection-officer"];

/** Agencies whose people an office counts together: which there are, with their numbers, and whether mine is in them. */
export function Populations() {
  const { say } = useDesk();
  const { api, me } = useSession();
  const found = useQuery({
    queryKey: ["populations"],
    queryFn: ({ signal }) => api.get<{ populations: readonly PopulationRow[] }>("/api/populations", signal),
    staleTime: 0, // what a second member confirmed a moment ago is seen here
  });
  const { roles } = me.member;
  const counts = roles.includes("statistician") || roles.includes("supervisor");
  return (
    <section className="stack stack-4">
      <h2>{say("populations.title")}</h2>
      <p className="quiet">{say("populations.lead")}</p>
      <Answer query={found} loading={say("populations.loading")}>
        {({ populations }) =>
          populations.length === 0 ? (
            <p>{say("populations.none")}</p>
          ) : (
            <ul className="stack stack-4">
              {populations.map((population) => (
                <One key={population.id} population={population} />
              ))}
            </ul>
          )
        }
      </Answer>
      {counts && me.agency.kind === "statistics-office" && <Found />}
    </section>
  );
}

function One({ population: { id, name, office, joined, agencies } }: { population: PopulationRow }) {
  const { say } = useDesk();
  const { api, me } = useSession();
  const queries = useQueryClient();
  const notice = useNotices();
  const keyFor = useOnceKey();
  const act = useMutation({
    mutationFn: (what: "joining" | "leaving") =>
      api.send("POST", `/api/populations/${id}/${what}`, { key: keyFor({ id, what }) }),
    onSuccess: async (_, what) => {
      notice({ text: say(what === "joining" ? "populations.proposed" : "populations.left") });
      await queries.invalidateQueries({ queryKey: ["populations"] });
    },
  });
  const has = (role: string) => me.member.roles.includes(role);
  return (
    <li className="stack stack-2">
      <h3>
        <bdi>{name}</bdi> {joined && <Tag kind="done">{say("populations.in")}</Tag>}
      </h3>
      <p className="small quiet">
        {say("populations.by", { office: office.name })} {say("populations.number")}{" "}
        <code dir="ltr">{id}</code>
      </p>
      {agencies && (
        <p className="small">
          {agencies.length === 0
            ? say("populations.nobody")
            : say("populations.of", { agencies: agencies.map((agency) => agency.name).join(", ") })}
        </p>
      )}
      {agencies && agencies.length > 0 && LOOKERS.some(has) && <Parts populationId={id} />}
      <Said wrong={act.isError && sayProblem(say, act.error)} />
      <div className="row no-print">
        {!joined && has("supervisor") && (
          <Button busy={act.isPending} onClick={() => act.mutate("joining")}>
            {say("populations.join")}
          </Button>
        )}
        {joined && (has("supervisor") || has("data-protection-officer")) && (
          <Button busy={act.isPending} onClick={() => act.mutate("leaving")}>
            {say("populations.leave")}
          </Button>
        )}
      </div>
    </li>
  );
}

function Found() {
  const { say } = useDesk();
  const { api } = useSession();
  const queries = useQueryClient();
  const notice = useNotices();
  const keyFor = useOnceKey();
  const [name, setName] = useState("");
  const [wrong, setWrong] = useState("");
  const found = useMutation({
    mutationFn: (body: { name: string }) => api.send("POST", "/api/populations", { body, key: keyFor(body) }),
    onSuccess: async () => {
      setName("");
      notice({ text: say("populations.begun") });
      await queries.invalidateQueries({ queryKey: ["populations"] });
    },
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (found.isPending) return;
    if (name.trim().length < NAME_MIN) return setWrong(say("releases.short"));
    setWrong("");
    found.mutate({ name: name.trim() });
  };
  return (
    <form className="stack stack-3 no-print" onSubmit={send} noValidate autoComplete="off">
      <TextField
        label={say("populations.name")}
        why={say("populations.name-why")}
        value={name}
        onText={setName}
        maxLength={160}
        wrong={wrong}
      />
      <Said wrong={found.isError && sayProblem(say, found.error)} />
      <div className="row">
        <Button type="submit" busy={found.isPending}>
          {say("populations.begin")}
        </Button>
      </div>
    </form>
  );
}
