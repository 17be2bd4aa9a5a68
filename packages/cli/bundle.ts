// `node packages/cli/bundle.ts`: makes of Keyway's own sources the few files in dist/ that people run. What they import
// from others stays as it is installed. Started from these, Keyway is up in half of the processor time and holds less,
// because Node does not look for a thousand files, strip their types, and keep their texts.
import path from 'node:path'
import { rolldown, type Plugin } from 'rolldown'

const here = import.meta.dirname
const packages = path.resolve(here, '..')
const dist = path.join(here, 'dist')

/** Sources find files beside them (migrations, examples, the console) by their own address, which they keep. */
const keepAddresses: Plugin = {
  name: 'keep-addresses',
  transform(code, id) {
    // Who asks whether it is TypeScript wants to know what really runs: it starts a thread of the same kind.
    if (!code.includes('import.meta.url') || code.includes("import.meta.url.endsWith('.ts')"))
      return undefined
    const address = path.relative(dist, id).split(path.sep).join('/')
    const same = `new URL(${JSON.stringify(address)}, import.meta.url).href`
    return { code: code.replaceAll('import.meta.url', same), map: null }
  },
}

/** V8 keeps a text of one byte for each character as long as all are Latin-1; a single other one doubles its size. */
const escapeRareCharacters: Plugin = {
  name: 'escape-rare-characters',
  renderChunk: (code) => ({
    code: code.replaceAll(
      /[^\0-\xff]/g,
      (unit) => String.raw`\u` + unit.charCodeAt(0).toString(16).padStart(4, '0'),
    ),
    map: null,
  }),
}

const bundle = await rolldown({
  input: {
    keyway: path.join(here, 'src/main.ts'),
    'thread-main': path.join(packages, 'server/src/db/sqlite/thread-main.ts'),
  },
  platform: 'node',
  resolve: { conditionNames: ['source', 'node', 'import', 'default'] },
  external: (id) => !id.startsWith('@keyway/') && !id.startsWith('.') && !path.isAbsolute(id),
  plugins: [keepAddresses, escapeRareCharacters],
})
await bundle.write({
  dir: dist,
  format: 'esm',
  cleanDir: true,
  chunkFileNames: '[name]-[hash].js',
  // Lines and names stay, so that a stack says where.
  minify: { compress: false, mangle: false, codegen: { removeWhitespace: false } },
})
await bundle.close()
