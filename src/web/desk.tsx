import { QueryCache, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Refusal } from "./api/client.ts";
import { DeskQueries } from "./api/desk-queries.ts";
import { choicesStorage, readChoices } from "./choices.ts";
import { DeskProvider, type Outside } from "./desk-context.tsx";
import { Frame } from "./frame.tsx";
import { createDeskRouter } from "./router.tsx";
import { DraftProvider } from "./session/drafts.tsx";
import { KeyRing } from "./session/key-ring.ts";
import { RingProvider } from "./session/session.tsx";
import { DeskTexts } from "./texts/index.ts";

/** The desk's entry: the only place that takes clock, randomness, zone and storage from the browser. */
async function start(place: HTMLElement): Promise<void> {
  const storage = choicesStorage();
  const choices = readChoices(storage, navigator.languages);
  const texts = new DeskTexts(choices.language);
  await texts.need("first");
  const outside: Outside = {
    now: () => new Date(),
    random: (lengthBytes) => crypto.getRandomValues(new Uint8Array(lengthBytes)),
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    storage,
    root: document.documentElement,
  };
  const queries = createQueries();
  const router = createDeskRouter(texts);
  createRoot(place).render(
    <StrictMode>
      <DeskProvider outside={outside} choices={choices} texts={texts}>
        <RingProvider value={new KeyRing()}>
          <QueryClientProvider client={queries}>
            <DraftProvider>
              <Frame>
                <RouterProvider router={router} />
              </Frame>
            </DraftProvider>
          </QueryClientProvider>
        </RingProvider>
      </DeskProvider>
    </StrictMode>,
  );
}

/** A session that has ended is noticed by whatever asks first; the shell then leads to the sign-in. */
function createQueries(): DeskQueries {
  const queries: DeskQueries = new DeskQueries({
    queryCache: new QueryCache({
      onError: (error, query) => {
        if (error instanceof Refusal && error.status === 401 && query.queryKey[0] !== "me") {
          void queries.resetQueries({ queryKey: ["me"] });
        }
      },
    }),
    defaultOptions: {
      queries: {
        // What was refused stays refused; only a missing answer is asked for again.
        retry: (count, error) => !(error instanceof Refusal) && count < 2,
        retryDelay: (count) => 500 * 2 ** count,
        staleTime: 15_000,
        refetchOnWindowFocus: false,
        networkMode: "always",
      },
      mutations: { networkMode: "always" },
    },
  });
  return queries;
}

const place = document.getElementById("desk");
if (!place) throw new Error("The page has no place for the desk.");
void start(place);
