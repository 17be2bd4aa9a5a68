import { z } from '@keyway/sdk'
import { defineRoute, roles } from '../route.ts'
import { id, none, nothing, time } from '../shapes.ts'

const account = z.object({ id, email: z.string(), name: z.string(), role: z.enum(roles) })
const password = z.string().min(12, 'A password has at least 12 characters.').max(200)

export const getSetup = defineRoute({
  method: 'GET',
  path: '/api/setup',
  access: 'setup-link',
  summary: 'Says whether the first administrator is still to be made',
  params: none,
  query: none,
  body: none,
  answer: z.object({ needed: z.boolean() }),
})

export const completeSetup = defineRoute({
  method: 'POST',
  path: '/api/setup',
  access: 'setup-link',
  summary: 'Makes the first administrator with the one-time token of the set-up link, and signs in',
  params: none,
  query: none,
  body: z.object({
    token: z.string().max(200),
    email: z.email(),
    name: z.string().min(1).max(100),
    password,
  }),
  answer: account,
})

export const signIn = defineRoute({
  method: 'POST',
  path: '/api/session',
  access: 'sign-in',
  summary: 'Signs in; the session travels in an HttpOnly cookie',
  params: none,
  query: none,
  body: z.object({ email: z.string().max(200), password: z.string().max(200) }),
  answer: account,
})

export const getSession = defineRoute({
  method: 'GET',
  path: '/api/session',
  access: 'viewer',
  summary: 'Who is signed in',
  params: none,
  query: none,
  body: none,
  answer: account,
})

export const signOut = defineRoute({
  method: 'DELETE',
  path: '/api/session',
  access: 'viewer',
  summary: 'Ends the session',
  params: none,
  query: none,
  body: none,
  answer: nothing,
})

const apiToken = z.object({
  id,
  name: z.string(),
  role: z.enum(roles),
  createdAt: time,
  lastUsedAt: time.nullable(),
})

export const listApiTokens = defineRoute({
  method: 'GET',
  path: '/api/tokens',
  access: 'admin',
  summary: 'API tokens, without their values',
  params: none,
  query: none,
  body: none,
  answer: z.object({ items: z.array(apiToken) }),
})

export const createApiToken = defineRoute({
  method: 'POST',
  path: '/api/tokens',
  access: 'admin',
  summary: 'Makes an API token; its value is in this answer only',
  params: none,
  query: none,
  body: z.object({ name: z.string().min(1).max(100), role: z.enum(roles) }),
  answer: apiToken.extend({ token: z.string() }),
})

export const revokeApiToken = defineRoute({
  method: 'DELETE',
  path: '/api/tokens/:tokenId',
  access: 'admin',
  summary: 'Revokes an API token at once',
  params: z.object({ tokenId: id }),
  query: none,
  body: none,
  answer: nothing,
})
