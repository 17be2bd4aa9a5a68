/** The org's idea of now; tests and demos may bring their own. */
export type Clock = () => Date

export const systemClock: Clock = () => new Date()
