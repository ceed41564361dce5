/**
 * What `work` answers. What the database refuses by a name of ours (a constraint, or `constraint` of a `raise`) comes
 * as the problem that it means; every other error as it is.
 */
export async function orProblemByName<T, Code extends string>(
  work: Promise<T>,
  codes: Readonly<Record<string, Code>>,
  Problem: new (code: Code, extra: Readonly<Record<string, unknown>>, options: ErrorOptions) => Error,
): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    const code =
      cause instanceof Error && "constraint" in cause ? codes[String(cause.constraint)] : undefined;
    throw code ? new Problem(code, {}, { cause }) : cause;
  }
}
