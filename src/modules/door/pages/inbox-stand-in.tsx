import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { Named } from "../../../web/api/answers.ts";
import { useDesk } from "../../../web/desk-context.tsx";
import { Answer } from "../../../web/kit/answer.tsx";
import { Button } from "../../../web/kit/button.tsx";
import { Said, SelectField, TextField } from "../../../web/kit/field.tsx";
import { Part } from "../../../web/kit/log.tsx";
import { useOnceKey } from "../../../web/session/once.ts";
import { sayProblem } from "../../../web/session/problems.ts";
import { useSession } from "../../../web/session/session.tsx";
import { STAND_IN_HOURS_MAX } from "../stand-in/agreed.ts";

interface Agreement {
  readonly agency: Named;
  readonly standIn: Named;
  readonly hours: number;
}

interface StandIns {
  readonly agreements: readonly Agreement[];
  readonly takers: readonly Named[];
}

/** For supervisors: which agency opens what nobody here opened in time, and for whom this one does. */
export function StandInPart() {
  const { say } = useDesk();
  const { api, me } = useSession();
  const standIns = useQuery({
    queryKey: ["stand-ins"],
    queryFn: ({ signal }) => api.get<StandIns>("/api/stand-ins", signal),
  });
  return (
    <Part id="stand-in" title={say("stand-in.title")}>
      <div className="stack stack-3 part-body">
        <p className="small">{say("stand-in.say")}</p>
        <Answer query={standIns} loading={say("transfer.loading")}>
          {({ agreements, takers }) => (
            <>
              <ul className="plain-list">
                {agreements.map((agreement) => (
                  <Line key={agreement.agency.id} agreement={agreement} />
                ))}
              </ul>
              {agreements.every(({ agency }) => agency.id !== me.agency.id) && (
                <p className="quiet">{say("stand-in.none")}</p>
              )}
              <Propose takers={takers} />
            </>
          )}
        </Answer>
      </div>
    </Part>
  );
}

function Line({ agreement }: { agreement: Agreement }) {
  const { say } = useDesk();
  const { api, me } = useSession();
  const queries = useQueryClient();
  const { agency, standIn, hours } = agreement;
  const end = useMutation({
    mutationFn: () => api.send("DELETE", `/api/stand-ins/${agency.id}`),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["stand-ins"] }),
  });
  return (
    <li>
      <p>
        {agency.id === me.agency.id
          ? say("stand-in.ours", { agency: standIn.name, hours })
          : say("stand-in.theirs", { agency: agency.name, hours })}
      </p>
      <Button small busy={end.isPending} onClick={() => end.mutate()}>
        {say("stand-in.end")}
      </Button>
      <Said wrong={end.error && sayProblem(say, end.error)} />
    </li>
  );
}

function Propose({ takers }: { takers: readonly Named[] }) {
  const { say } = useDesk();
  const { api } = useSession();
  const queries = useQueryClient();
  const keyFor = useOnceKey();
  const [agencyId, setAgency] = useState("");
  const [hours, setHours] = useState("48");
  const [wrong, setWrong] = useState<"" | "agency" | "hours">("");
  const propose = useMutation({
    mutationFn: (body: { agencyId: string; hours: number }) =>
      api.send("POST", "/api/stand-ins", { body, key: keyFor(body) }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["proposals"] }),
  });
  if (takers.length === 0) return <p className="small quiet">{say("transfer.none-say")}</p>;
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (propose.isPending) return;
    const whole = /^\d{1,3}$/.test(hours.trim()) ? Number(hours) : 0;
    const slip = agencyId === "" ? "agency" : whole < 1 || whole > STAND_IN_HOURS_MAX ? "hours" : "";
    setWrong(slip);
    if (slip === "") propose.mutate({ agencyId, hours: whole });
  };
  return (
    <form autoComplete="off" className="stack stack-3" onSubmit={send} noValidate>
      <SelectField
        label={say("stand-in.agency")}
        value={agencyId}
        placeholder={say("choose")}
        options={takers.map(({ id, name }) => ({ value: id, label: name }))}
        onChoose={setAgency}
        wrong={wrong === "agency" && say("ask.no-agency")}
      />
      <TextField
        label={say("stand-in.hours")}
        why={say("stand-in.hours-why")}
        inputMode="numeric"
        dir="ltr"
        value={hours}
        onText={setHours}
        wrong={wrong === "hours" && say("stand-in.bad-hours", { count: STAND_IN_HOURS_MAX })}
      />
      <div className="row">
        <Button type="submit" busy={propose.isPending}>
          {say("stand-in.propose")}
        </Button>
      </div>
      <Said
        wrong={propose.error && sayProblem(say, propose.error)}
        right={propose.isSuccess && say("stand-in.waits")}
      />
    </form>
  );
}
