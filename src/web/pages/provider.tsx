import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useDesk } from "../desk-context.tsx";
import { Answer } from "../kit/answer.tsx";
import { Button, buttonClass } from "../kit/button.tsx";
import { Said } from "../kit/field.tsx";
import { Part } from "../kit/log.tsx";
import { sayProblem } from "../session/problems.ts";
import { useSession } from "../session/session.tsx";

interface OwnProvider {
  readonly name: string | null;
  readonly linked: boolean;
  readonly signOutUrl: string | null;
}

/** The State's identity provider, where there is one: whether it signs me in, and the way to change that. */
export function Provider() {
  const { say } = useDesk();
  const { api } = useSession();
  const queries = useQueryClient();
  const own = useQuery({
    queryKey: ["provider"],
    queryFn: ({ signal }) => api.get<OwnProvider>("/api/me/provider", signal),
  });
  const link = useMutation({
    mutationFn: () => api.send<{ url: string }>("POST", "/api/me/provider/begin"),
    onSuccess: ({ url }) => location.assign(url),
  });
  const unlink = useMutation({
    mutationFn: () => api.send("DELETE", "/api/me/provider"),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["provider"] }),
  });
  if (own.data && own.data.name === null) return null;
  const wrong = link.error ?? unlink.error;
  return (
    <Part id="provider" title={say("provider.title")}>
      <Answer query={own} loading={say("passkeys.loading")}>
        {({ name, linked, signOutUrl }) => (
          <div className="stack stack-4 part-body">
            <p>{say(linked ? "provider.linked" : "provider.not-linked", { name: name ?? "" })}</p>
            <div className="row">
              {linked ? (
                <Button onClick={() => unlink.mutate()} busy={unlink.isPending}>
                  {say("provider.unlink")}
                </Button>
              ) : (
                <Button onClick={() => link.mutate()} busy={link.isPending || link.isSuccess}>
                  {say("provider.link")}
                </Button>
              )}
              {signOutUrl && (
                <a className={buttonClass("plain")} href={signOutUrl}>
                  {say("provider.sign-out", { name: name ?? "" })}
                </a>
              )}
            </div>
            <p className="small quiet">{say("provider.keys")}</p>
            <Said wrong={wrong && sayProblem(say, wrong)} />
          </div>
        )}
      </Answer>
    </Part>
  );
}
