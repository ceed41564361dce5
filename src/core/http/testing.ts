import { expect } from "vitest";

/** For tests: what OpenAPI 3.1 asks of a description. */

interface Operation {
  readonly parameters?: readonly { name: string; in: string; required?: boolean; schema?: unknown }[];
  readonly requestBody?: { content: Record<string, { schema?: unknown }> };
  readonly responses: Record<string, { description?: unknown }>;
}
interface Description {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components?: { readonly schemas?: Record<string, unknown> };
}

/** Checks the description as a whole and each operation in it, and answers the routes that it lists, sorted. */
export function describedRoutes(document: Description): string[] {
  expect(document.openapi).toMatch(/^3\.1\.\d$/);
  const listed: string[] = [];
  for (const [path, item] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(item)) {
      listed.push(`${method.toUpperCase()} ${path.replaceAll(/\{([^}]+)\}/g, ":$1")}`);
      expectOperation(`${method} ${path}`, path, operation);
    }
  }
  for (const [, name] of JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g))
    expect(document.components?.schemas).toHaveProperty([String(name)]);
  return listed.sort();
}

function expectOperation(name: string, path: string, operation: Operation): void {
  const inPath = [...path.matchAll(/\{([^}]+)\}/g)].map(([, found]) => found);
  const declared = (operation.parameters ?? []).filter((parameter) => parameter.in === "path");
  expect(declared.map((parameter) => parameter.name).sort(), name).toEqual(inPath.sort());
  for (const parameter of operation.parameters ?? []) {
    expect(["path", "query", "header", "cookie"], name).toContain(parameter.in);
    expect(parameter.schema, name).toBeTypeOf("object");
    if (parameter.in === "path") expect(parameter.required, name).toBe(true);
  }
  if (operation.requestBody) {
    // A standard of OpenID asks for a form at its address, and there alone one is taken.
    const type = path.endsWith("/provider/logout") ? "application/x-www-form-urlencoded" : "application/json";
    expect(operation.requestBody.content, name).toHaveProperty([type, "schema"]);
  }
  expect(Object.keys(operation.responses).length, name).toBeGreaterThan(0);
  for (const [status, response] of Object.entries(operation.responses)) {
    expect(status, name).toMatch(/^([1-5](\d\d|XX)|default)$/);
    expect(response.description, name).toBeTypeOf("string");
  }
}
