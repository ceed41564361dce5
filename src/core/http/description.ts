import type { SwaggerTransformObject } from "@fastify/swagger";

const PROBLEM = {
  type: "object",
  properties: {
    type: { type: "string" },
    title: { type: "string" },
    status: { type: "integer", minimum: 400, maximum: 599 },
    code: { type: "string" },
  },
} as const;
const REQUIRED = ["type", "title", "status", "code"];

const REFUSAL = {
  description: "Refused: `code` says why, `title` what to change.",
  content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
};

/** Every operation can be refused in the one form that the house has; said once, for all of them. */
export const describeRefusals: SwaggerTransformObject = (document) => {
  if (!("openapiObject" in document)) return document.swaggerObject;
  const { openapiObject } = document;
  for (const item of Object.values(openapiObject.paths ?? {})) {
    for (const operation of Object.values(item ?? {})) {
      if (typeof operation === "object" && "responses" in operation)
        Object.assign(operation.responses ?? {}, { default: REFUSAL });
    }
  }
  openapiObject.components = {
    ...openapiObject.components,
    schemas: { ...openapiObject.components?.schemas, Problem: { ...PROBLEM, required: REQUIRED } },
  };
  return openapiObject;
};
