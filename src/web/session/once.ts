import { useRef } from "react";

/**
 * An Idempotency-Key for each thing that is made: a second try of the same thing goes under the same key and happens
 * once; another thing gets another key.
 */
export function useOnceKey(): (body: unknown) => string {
  const last = useRef({ body: "", key: "" });
  return (body) => {
    const text = JSON.stringify(body);
    if (last.current.body !== text) last.current = { body: text, key: crypto.randomUUID() };
    return last.current.key;
  };
}
