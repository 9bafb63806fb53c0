"""Give a picture the shape of a book without distorting it: stand it on a ground, or cut off what is too much."""

from PIL import Image, ImageFilter, ImageOps, ImageStat

from ficbind.cover.shapes import HEIGHT, WIDTH

RATIOS = (1.2, 1.8)
"""Height by width of covers that shops show without bars or cuts; 1.6 is the usual one."""

_PLAIN = 9.0
"""Standard deviation of the colours of an edge, in steps of 255, up to which the edge passes for one colour."""

_SMALL = (80, 128)
"""The ground is blurred at this size, in which a blur costs nothing."""

Size = tuple[int, int]


def is_book_shaped(size: Size) -> bool:
    """Tell whether a picture can be a cover as it is."""
    return RATIOS[0] <= size[1] / size[0] <= RATIOS[1]


def fill(picture: Image.Image) -> Image.Image:
    """Crop to the shape of a book, as much on one side as on the other."""
    width = min(picture.width, round(picture.height * WIDTH / HEIGHT), WIDTH)
    return ImageOps.fit(picture, (max(width, 1), _tall(width)), Image.Resampling.LANCZOS)


def whole(picture: Image.Image) -> Image.Image:
    """Stand the whole picture on a ground that goes on in the colour of its edges, or in a blur of the picture."""
    width = min(max(picture.width, round(picture.height * WIDTH / HEIGHT)), WIDTH)
    size = (max(width, 1), _tall(width))
    inner = ImageOps.contain(picture, size, Image.Resampling.LANCZOS)
    left, top = (size[0] - inner.width) // 2, (size[1] - inner.height) // 2
    canvas = _blurred(picture, size)
    for box, edge in _edges(inner, size, (left, top)):
        colour = _plain(inner.crop(edge))
        if colour:
            canvas.paste(colour, box)
    canvas.paste(inner, (left, top))
    return canvas


def _tall(width: int) -> int:
    return max(round(width * HEIGHT / WIDTH), 1)


def _edges(inner: Image.Image, size: Size, start: Size) -> tuple[tuple[tuple[int, int, int, int], ...], ...]:
    """Give the parts of the ground, each with the edge of the picture that it continues."""
    wide, high, (left, top) = *inner.size, start
    if top >= left:
        upper = ((0, 0, size[0], top), (0, 0, wide, min(2, high)))
        return upper, ((0, top + high, *size), (0, max(high - 2, 0), wide, high))
    first = ((0, 0, left, size[1]), (0, 0, min(2, wide), high))
    return first, ((left + wide, 0, *size), (max(wide - 2, 0), 0, wide, high))


def _plain(edge: Image.Image) -> tuple[int, int, int] | None:
    measured = ImageStat.Stat(edge)
    if max(measured.stddev) > _PLAIN:
        return None
    red, green, blue = (round(value) for value in measured.median)
    return red, green, blue


def _blurred(picture: Image.Image, size: Size) -> Image.Image:
    """Enlarge the picture over the canvas, blurred and drawn towards its mean, so that it does not vie with itself."""
    small = ImageOps.fit(picture, _SMALL, Image.Resampling.BOX).filter(ImageFilter.GaussianBlur(5))
    red, green, blue = (round(value * 0.8) for value in ImageStat.Stat(small).mean)
    calm = Image.blend(small, Image.new("RGB", _SMALL, (red, green, blue)), 0.4)
    return calm.resize(size, Image.Resampling.BICUBIC)
