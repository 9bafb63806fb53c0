// Runs within the page of a reading system, so it may use nothing from outside itself.

/** Tell what the shown document holds, and what is wrong with how it is set. */
export function measure(theme) {
  const PAPER = { light: [255, 255, 255], dark: [18, 18, 18] }
  const SLACK = 1.5
  const [shown] = reader.documents()
  const style = node => shown.defaultView.getComputedStyle(node)
  const words = text => text.replace(/\s+/g, ' ').trim()

  const pieces = []
  const walker = shown.createTreeWalker(shown.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    if (words(walker.currentNode.data)) pieces.push(walker.currentNode)
  }
  const seen = pieces.filter(piece => piece.parentElement.getClientRects().length)

  // Faces: what the text asks for, and whether it came.
  const unquoted = family => family.trim().replace(/^["']|["']$/g, '')
  const embedded = new Set([...shown.fonts].map(face => unquoted(face.family)))
  const used = new Map()
  for (const piece of seen) {
    const { fontFamily, fontWeight, fontStyle } = style(piece.parentElement)
    const family = unquoted(fontFamily.split(',')[0])
    used.set(`${family} ${fontWeight} ${fontStyle}`, [family, fontWeight, fontStyle])
  }
  const bold = weight => (weight === 'bold' || Number.parseInt(weight, 10) >= 600)
  const came = ([family, weight, slant]) => [...shown.fonts].some(face => unquoted(face.family) === family
    && bold(face.weight) === bold(weight) && (face.style === slant) && face.status === 'loaded')
  const faces = {
    loaded: [...shown.fonts].filter(face => face.status === 'loaded').length,
    missing: [...used].filter(([, face]) => !embedded.has(face[0]) || !came(face)).map(([name]) => name),
    broken: [...shown.fonts].filter(face => face.status === 'error').map(face => face.family),
  }

  // Columns: what is set in one of them may not reach into the next.
  const width = reader.width()
  const column = x => Math.floor(x / width)
  const wide = rect => rect.width > 0 && rect.height > 0 && column(rect.left + SLACK) !== column(rect.right - SLACK)
  const reaching = []
  for (const piece of seen) {
    const range = shown.createRange()
    range.selectNodeContents(piece)
    if ([...range.getClientRects()].some(wide)) reaching.push(words(piece.data).slice(0, 40))
  }
  for (const node of shown.body.querySelectorAll('img, svg, table, pre')) {
    if ([...node.getClientRects()].some(wide)) reaching.push(`<${node.localName}>`)
  }

  // Contrast of each text with what is behind it (WCAG 2, 1.4.3).
  const numbers = colour => (colour.match(/[\d.]+/g) ?? []).map(Number)
  const ground = node => {
    for (let each = node; each; each = each.parentElement) {
      const [red, green, blue, alpha = 1] = numbers(style(each).backgroundColor)
      if (alpha > 0.5) return [red, green, blue]
    }
    return PAPER[theme]
  }
  const light = channel => (channel / 255 <= 0.04045 ? channel / 255 / 12.92 : ((channel / 255 + 0.055) / 1.055) ** 2.4)
  const luminance = ([red, green, blue]) => 0.2126 * light(red) + 0.7152 * light(green) + 0.0722 * light(blue)
  const contrast = node => {
    const [one, two] = [luminance(numbers(style(node).color)), luminance(ground(node))]
    return (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05)
  }
  const faint = seen.filter(piece => contrast(piece.parentElement) < 4.5).map(piece => words(piece.data).slice(0, 40))

  // Lines that begin at the side where those of the document end, unless their author set them there.
  const end = style(shown.body).direction === 'rtl' ? 'left' : 'right'
  const backwards = [...shown.body.querySelectorAll('h1, h2, h3, h4, p, td, th')]
    .filter(node => style(node).textAlign === end && !node.matches('.right, .signature, .sent *'))
    .map(node => words(node.textContent).slice(0, 40))

  return {
    title: shown.title,
    runs: style(shown.body).direction,
    text: words(shown.body.textContent),
    hidden: pieces.filter(piece => !seen.includes(piece)).map(piece => words(piece.data).slice(0, 40)),
    faces, reaching, faint, backwards,
    scripts: shown.querySelectorAll('script').length,
    images: [...shown.images].filter(image => !image.naturalWidth).map(image => image.alt || image.src),
  }
}
