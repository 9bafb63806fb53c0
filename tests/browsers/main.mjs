// Open finished books in one Chromium: reads one request a line, answers one report a line, both JSON.
//   {"judge": "ace" | "foliate" | "epubjs" | "tree", "book": "/path/book.epub", …} → {"report": …} or {"error": "…"}
import { createInterface } from 'node:readline'
import puppeteer from 'puppeteer-core'
import { judgeAccessibility } from './ace.mjs'
import { readBook } from './reading.mjs'
import { serve } from './server.mjs'
import { describePages } from './tree.mjs'

const SWITCHES = [
  '--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--disable-quic', '--no-first-run', '--hide-scrollbars',
  '--disable-background-networking', '--disable-component-update', '--disable-sync', '--force-color-profile=srgb',
  '--font-render-hinting=none',
]

const JUDGES = {
  ace: ({ browser }, request) => judgeAccessibility(browser, request),
  foliate: ({ browser, server }, request) => readBook(browser, server, 'foliate', request),
  epubjs: ({ browser, server }, request) => readBook(browser, server, 'epubjs', request),
  tree: ({ browser }, request) => describePages(browser, request),
}

const answer = value => process.stdout.write(`${JSON.stringify(value)}\n`)
// Ace talks to the console; only answers belong on the standard output.
console.log = console.error

const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM, headless: true, args: SWITCHES, timeout: 120_000, protocolTimeout: 300_000,
})
const server = await serve()
answer({ report: await browser.version() })
for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line)
  try {
    answer({ report: await JUDGES[request.judge]({ browser, server }, request) })
  } catch (error) {
    answer({ error: String(error?.stack ?? error) })
  }
}
await browser.close()
server.close()
process.exit(0)
