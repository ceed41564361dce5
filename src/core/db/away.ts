/** Connection failures of the driver, PostgreSQL's classes 08 (connection) and 57P (shutdown), and a replica's refusal to write. */
export function isDatabaseAway(error: Error): boolean {
  const code = "code" in error ? String(error.code) : "";
  return (
    ["ECONNREFUSED", "ECONNRESET", "ENOENT", "EPIPE", "ETIMEDOUT"].includes(code) ||
    code.startsWith("08") ||
    code.startsWith("57P") ||
    code === "25006" ||
    /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/.test(
      error.message,
    )
  );
}
