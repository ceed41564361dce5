import { useQuery } from "@tanstack/react-query";
import { createApi } from "../api/client.ts";

/** What the State's identity provider is called, for someone who is not signed in; undefined where there is none, or not known yet. */
export function useProviderName(): string | undefined {
  const api = createApi(null, (...call) => fetch(...call));
  const provider = useQuery({
    queryKey: ["sign-in-provider"],
    queryFn: ({ signal }) => api.get<{ name: string | null }>("/api/sign-in/provider", signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return provider.data?.name ?? undefined;
}
