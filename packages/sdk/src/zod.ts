import { z } from 'zod'

// zod compiles object schemas with `Function` where it may. A page whose security policy forbids that (ours does) would
// report each try, so in browsers it is told not to. Modules that declare objects take `z` from here.
if ('document' in globalThis) z.config({ jitless: true })

export { z }
