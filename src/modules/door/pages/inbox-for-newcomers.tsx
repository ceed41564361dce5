import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useDesk } from "../../../web/desk-context.tsx";
import { Button } from "../../../web/kit/button.tsx";
import { Said } from "../../../web/kit/field.tsx";
import { Part } from "../../../web/kit/log.tsx";
import type { OwnKeys } from "../../../web/session/key-ring.ts";
import { sayProblem } from "../../../web/session/problems.ts";
import { useSession } from "../../../web/session/session.tsx";
import { sealWholeConversation } from "./inbox-again.ts";
import { fetchInbox } from "./inbox-pages.ts";

interface Walked {
  readonly done: number;
  readonly all: number;
  readonly sealed: number;
}

/** Every conversation, one after the other, in this browser: it can be stopped, and goes on where it was. */
export function ForNewcomers({ keys }: { keys: OwnKeys }) {
  const { say, random } = useDesk();
  const { api, me } = useSession();
  const [walked, setWalked] = useState<Walked | null>(null);
  const stopped = useRef(false);
  const walk = useMutation({
    mutationFn: async () => {
      stopped.current = false;
      const inbox = await fetchInbox(api);
      // Fetching is opening: what another agency stands in for is opened by a person first.
      const mailboxes = inbox.mailboxes.filter(({ standIn }) => standIn === null);
      let sealed = 0;
      for (const [done, { address }] of mailboxes.entries()) {
        if (stopped.current) return;
        setWalked({ done, all: mailboxes.length, sealed });
        const own = { id: me.member.id, keys };
        sealed += await sealWholeConversation(api, address, own, random, () => stopped.current);
      }
      setWalked({ done: mailboxes.length, all: mailboxes.length, sealed });
    },
  });
  return (
    <Part id="newcomers" title={say("newcomers.title")}>
      <div className="stack stack-3 part-body">
        <p className="small">{say("newcomers.say")}</p>
        <div className="row">
          <Button busy={walk.isPending} onClick={() => walk.mutate()}>
            {say("newcomers.do")}
          </Button>
          {walk.isPending && (
            <Button
              onClick={() => {
                stopped.current = true;
              }}
            >
              {say("newcomers.stop")}
            </Button>
          )}
        </div>
        <Said
          wrong={walk.error && sayProblem(say, walk.error)}
          right={walked && say("newcomers.done", { ...walked })}
        />
      </div>
    </Part>
  );
}
