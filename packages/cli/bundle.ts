// `node packages/cli/bundle.ts`: makes of Keyway's own sources the few files in dist/ that people run. What they import
// from others stays as it is installed. Started from these, Keyway is up in half of the processor time and holds less,
// because Node does not look for a thousand files, strip their types, and keep their texts.
import { globSync } from 'node:fs'
import path from 'node:path'
import { rolldown, type Plugin } from 'rolldown'

const here = import.meta.dirname
const packages = path.resolve(here, '..')
const dist = path.join(here, 'dist')

/** Every thread is a program of its own. */
const threads = globSync('*/src/**/*thread-main.ts', { cwd: packages })
const nameOf = (thread: string): string => thread.replaceAll(path.sep, '-').replace(/\.ts$/, '')

/** Who starts a thread finds it beside the program. */
const findThreads: Plugin = {
  name: 'find-threads',
  transform(code, id) {
    if (!code.includes('thread-main.ts')) return undefined
    const named = /new URL\('(\.[^']*thread-main\.ts)', import\.meta\.url\)/g
    const found = code.replaceAll(named, (_, file: string) => {
      const thread = path.relative(packages, path.resolve(path.dirname(id), file))
      if (!threads.includes(thread)) throw new Error(`${id} starts the thread ${thread}, which is not there.`)
      return `new URL('./${nameOf(thread)}.js', import.meta['url'])`
    })
    return { code: found, map: null }
  },
}

/** Sources find files beside them (migrations, examples, the console) by their own address, which they keep. */
const keepAddresses: Plugin = {
  name: 'keep-addresses',
  transform(code, id) {
    if (!code.includes('import.meta.url')) return undefined
    const address = path.relative(dist, id).split(path.sep).join('/')
    const same = `new URL(${JSON.stringify(address)}, import.meta.url).href`
    return { code: code.replaceAll('import.meta.url', same), map: null }
  },
}

/**
 * Node keeps the text of a module in one byte for each character as long as all are ASCII; a single other one doubles its
 * size. Done last, because whoever prints the code writes the characters themselves.
 */
const escapeRareCharacters: Plugin = {
  name: 'escape-rare-characters',
  generateBundle(_, files) {
    for (const file of Object.values(files)) {
      if (file.type !== 'chunk') continue
      file.code = file.code.replaceAll(
        /[^\0-\x7f]/g,
        (unit) => String.raw`\u` + unit.charCodeAt(0).toString(16).padStart(4, '0'),
      )
    }
  },
}

const bundle = await rolldown({
  input: {
    keyway: path.join(here, 'src/main.ts'),
    ...Object.fromEntries(threads.map((thread) => [nameOf(thread), path.join(packages, thread)])),
  },
  platform: 'node',
  resolve: { conditionNames: ['source', 'node', 'import', 'default'] },
  external: (id) => !id.startsWith('@keyway/') && !id.startsWith('.') && !path.isAbsolute(id),
  plugins: [findThreads, keepAddresses, escapeRareCharacters],
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
