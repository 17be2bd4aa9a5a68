import type { OktaSim } from '../start-okta-sim.ts'

export type ApiAnswer = {
  status: number
  headers: Headers
  // The tests state what they expect of the body; anything else fails the assertion.
  // oxlint-disable-next-line typescript/no-explicit-any
  body: any
}

/** Calls the org with its token; `request` is for example `POST /api/v1/users?activate=false`. */
export async function callApi(
  sim: Pick<OktaSim, 'url' | 'apiToken'>,
  request: string,
  body?: unknown,
): Promise<ApiAnswer> {
  const [method = 'GET', path = '/'] = request.split(' ', 2)
  const response = await fetch(path.startsWith('http') ? path : sim.url + path, {
    method,
    headers: { Authorization: `SSWS ${sim.apiToken}`, 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? undefined : JSON.parse(text),
  }
}

/** The address of the next page, undefined on the last one. */
export function nextOf({ headers }: ApiAnswer): string | undefined {
  return /<([^>]+)>; rel="next"/.exec(headers.get('Link') ?? '')?.[1]
}

/** Follows the next links to the end and returns all pages. */
export async function readPages(sim: OktaSim, path: string): Promise<unknown[][]> {
  const pages: unknown[][] = []
  for (let next: string | undefined = path; next !== undefined;) {
    const answer = await callApi(sim, `GET ${next}`)
    pages.push(answer.body)
    next = nextOf(answer)
  }
  return pages
}

export const profileOf = (name: string, more: Record<string, unknown> = {}) => {
  const email = `${name}@acme.test`
  return { login: email, email, firstName: name, lastName: 'Test', ...more }
}
