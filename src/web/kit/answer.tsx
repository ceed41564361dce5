import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useDesk } from "../desk-context.tsx";
import { sayProblem } from "../session/problems.ts";
import { Failed, Loading } from "./states.tsx";

/** What was asked of the server: on its way, failed, or here. What is here stays shown while it is fetched anew. */
export function Answer<Value>(props: {
  query: UseQueryResult<Value>;
  loading: ReactNode;
  children: (value: Value) => ReactNode;
}) {
  const { query, loading, children } = props;
  const { say } = useDesk();
  if (query.data !== undefined) return children(query.data);
  if (query.isError) {
    return (
      <Failed
        what={sayProblem(say, query.error)}
        again={() => void query.refetch()}
        againLabel={say("try-again")}
      />
    );
  }
  return <Loading>{loading}</Loading>;
}
