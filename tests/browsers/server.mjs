// A server on this machine alone, for what a reading system asks for: its own files, and the book.
import { readFile } from 'node:fs/promises'
import http from 'node:http'
import path from 'node:path'

const ROOT = path.dirname(new URL(import.meta.url).pathname)
const TYPES = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.epub': 'application/epub+zip',
}

/** Start; the book that is set on it is what it gives as /book.epub. */
export async function serve() {
  const state = { book: null }
  const server = http.createServer(async (request, response) => {
    const name = decodeURIComponent(new URL(request.url, 'http://x').pathname)
    try {
      const data = await readFile(name === '/book.epub' ? state.book : path.join(ROOT, path.normalize(name)))
      response.writeHead(200, { 'content-type': TYPES[path.extname(name)] ?? 'application/octet-stream' }).end(data)
    } catch {
      response.writeHead(name === '/favicon.ico' ? 204 : 404).end()
    }
  })
  await new Promise(ready => server.listen(0, '127.0.0.1', ready))
  return {
    address: `http://127.0.0.1:${server.address().port}`,
    hold(book) { state.book = book },
    close() { server.close() },
  }
}
