import { useQuery } from "@tanstack/react-query";
import type { OwnKeeping } from "../../api/keys-answers.ts";
import { useDesk } from "../../desk-context.tsx";
import { Answer } from "../../kit/answer.tsx";
import { KeyCode } from "../../kit/key-code.tsx";
import { Part } from "../../kit/log.tsx";
import type { OwnKeys } from "../../session/key-ring.ts";
import { useMemberKeys, useSession } from "../../session/session.tsx";
import { WithKeys } from "../../session/unlock.tsx";
import { useTitle } from "../../shell/title.ts";
import { KeptForOthers } from "./kept.tsx";
import { NameKeepers } from "./name-keepers.tsx";
import { OwnKeepers } from "./own-keepers.tsx";
import { TakeOtherKeys } from "./rotate.tsx";

/** My keys: their code, who keeps them, and for whom I keep; other keys in their place. */
export function KeysPage() {
  const { say } = useDesk();
  const { me } = useSession();
  const keys = useMemberKeys();
  useTitle(say("own-keys.title"));
  return (
    <>
      <header className="desk-head">
        <div>
          <h1>{say("own-keys.title")}</h1>
          <p className="quiet">{say("own-keys.lead")}</p>
        </div>
      </header>
      <div className="split">
        <div className="stack stack-5">
          {me.keys && (
            <Part id="code" title={say("own-keys.code")}>
              <div className="stack stack-2 part-body">
                <KeyCode memberId={me.member.id} {...me.keys} />
                <p className="small quiet">{say("own-keys.code-say")}</p>
              </div>
            </Part>
          )}
          {keys ? (
            <Part id="keepers" title={say("own-keys.keepers")}>
              <div className="part-body">
                <Keepers keys={keys} />
              </div>
            </Part>
          ) : (
            <WithKeys>{() => null}</WithKeys>
          )}
          <KeptForOthers keys={keys} />
        </div>
        <div className="aside">
          <Part id="other-keys" title={say("own-keys.rotate")}>
            <TakeOtherKeys />
          </Part>
        </div>
      </div>
    </>
  );
}

function Keepers({ keys }: { keys: OwnKeys }) {
  const { say } = useDesk();
  const { api } = useSession();
  const own = useQuery({
    queryKey: ["keeping", "own"],
    queryFn: ({ signal }) => api.get<{ keeping: OwnKeeping | null }>("/api/me/keeping", signal),
  });
  return (
    <Answer query={own} loading={say("own-keys.loading")}>
      {({ keeping }) => (
        <div className="stack stack-5">
          {keeping ? <OwnKeepers keeping={keeping} keys={keys} /> : <p>{say("own-keys.no-keepers")}</p>}
          <NameKeepers keys={keys} />
        </div>
      )}
    </Answer>
  );
}
