import type { z } from 'zod'

/** Roles, weakest first; each includes what the ones before it may do. */
export const roles = ['viewer', 'operator', 'builder', 'admin'] as const
export type Role = (typeof roles)[number]

/**
 * Who may call a route. There is no default: a route without a declaration does not compile.
 * `health` and `setup-link` are open by design; `sign-in` checks the credentials in its body; the rest need a session or
 * an API token of at least that role.
 */
export type Access = 'health' | 'setup-link' | 'sign-in' | Role

export interface RouteDeclaration<
  Params extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodType,
  Answer extends z.ZodType,
> {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** `/api/flows/:flowId` */
  path: `/${string}`
  access: Access
  summary: string
  params: Params
  query: Query
  body: Body
  answer: Answer
}

/** A route as the server mounts it, the client calls it and the OpenAPI document describes it. */
export type Route<
  Params extends z.ZodObject = z.ZodObject,
  Query extends z.ZodObject = z.ZodObject,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> = Readonly<RouteDeclaration<Params, Query, Body, Answer>>

/** Declares a route of the HTTP API. */
export function defineRoute<
  Params extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodType,
  Answer extends z.ZodType,
>(declaration: RouteDeclaration<Params, Query, Body, Answer>): Route<Params, Query, Body, Answer> {
  return declaration
}

/** What a route answers, as the typed client gives it back: `AnswerOf<typeof flows.getFlow>`. */
export type AnswerOf<Declared> =
  Declared extends Route<z.ZodObject, z.ZodObject, z.ZodType, infer Answer> ? z.output<Answer> : never
