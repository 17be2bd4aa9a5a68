import type { PageRoute } from './page-route.ts'

/** People, their access, and what is found about them. */
export const identityPages: readonly PageRoute[] = []
