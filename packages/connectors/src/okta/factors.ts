import { field, path, z } from '@keyway/sdk'
import type { ActionContext, Http, Path } from '@keyway/sdk'
import { findAt } from './client.ts'
import { asList } from './fields.ts'
import { factorRecord, toFactor, type Factor } from './records/factors.ts'

/** A factor in the making, and the secret that makes it. */
export const pendingFactor = factorRecord.extend({
  qrCode: field(z.string().nullable(), {
    title: 'QR code',
    description: 'Address of a picture to scan, where the factor has one. It holds the secret.',
    secret: true,
  }),
})

export function factorsOf(user: string): Path {
  return path`/api/v1/users/${user}/factors`
}

export function factorAt({ user, factor }: { user: string; factor: string }): Path {
  return path`/api/v1/users/${user}/factors/${factor}`
}

export async function listFactors(http: Http, user: string): Promise<Factor[]> {
  return asList(await http.get(factorsOf(user))).map(toFactor)
}

/** The factors of a user by type, provider and status: what an enrolment adds to, and a reset takes away. */
export async function readFactors(
  input: { user: string },
  { http }: ActionContext,
): Promise<{ factors: string[] }> {
  const factors = await listFactors(http, input.user)
  return { factors: factors.map((each) => `${each.factorType} ${each.provider} ${each.status}`).toSorted() }
}

/** One factor, without its secret; null when there is none. */
export async function readFactor(
  input: { user: string; factor: string },
  { http }: ActionContext,
): Promise<{ factorType: string | null; provider: string | null; status: string | null } | null> {
  const found = await findAt(http, factorAt(input))
  if (found === undefined) return null
  const { factorType, provider, status } = toFactor(found)
  return { factorType, provider, status }
}
