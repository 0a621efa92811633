"""Compress a body at once, for a page that goes away: CompressionStream would come too late.

Never for the requests of a page that stays: theirs are compressed outside the main thread.
"""

from js import Blob, Map, Math, TextEncoder, Uint8Array

HEADER = [31, 139, 8, 0, 0, 0, 0, 0, 0, 255]
"""Of gzip (RFC 1952): deflate, no name, no time, an unknown system."""
CRC_POLYNOMIAL = -0x12477CE0
MIN_MATCH = 4
MAX_MATCH = 114
"""Greater lengths have codes of another form."""
WINDOW = 32_768


def gzip(text: str) -> Blob:
    """`text` in one block of deflate with its fixed codes (RFC 1951, 3.2.6).

    Events repeat each other almost wholly: whatever the codes, what counts is to find the repeats.
    """
    data = TextEncoder().encode(text)
    out = [*HEADER]
    bits = 0
    bit_count = 0

    def put(value: int, count: int) -> None:
        """Numbers go in from their lowest bit on."""
        nonlocal bits, bit_count
        bits |= value << bit_count
        bit_count += count
        while bit_count > 7:
            out.append(bits & 255)
            bits >>= 8
            bit_count -= 8

    def put_code(code: int, count: int) -> None:
        """Codes go in from their highest bit on."""
        reverse = 0
        for _ in range(count):
            reverse = reverse << 1 | code & 1
            code >>= 1
        put(reverse, count)

    def put_number(number: int, first_code: int, code_bits: int, shown_bits: int) -> None:
        """The code tells the highest bits, and what follows it the others."""
        hidden_bits = max(32 - shown_bits - Math.clz32(number), 0)
        put_code(first_code + (hidden_bits << shown_bits - 1) + (number >> hidden_bits), code_bits)
        put(number & (1 << hidden_bits) - 1, hidden_bits)

    put(3, 3)  # the last block, with fixed codes
    seen: Map[int, int] = Map()
    place = 0
    while place < data.length:
        key = data[place] << 16 | data[place + 1] << 8 | data[place + 2]
        distance = place - (seen.get(key) or 0)  # what is compared counts, not where it comes from
        seen.set(key, place)
        length = 0
        if 0 < distance <= WINDOW:
            while length < MAX_MATCH and data[place + length - distance] == data[place + length]:
                length += 1
        if length < MIN_MATCH:
            byte = data[place]
            put_code(*((byte + 48, 8) if byte < 144 else (byte + 256, 9)))
            place += 1
        else:
            put_number(length - 3, 1, 7, 3)
            put_number(distance - 1, 0, 5, 2)
            place += length
    put(0, 14)  # the end of the block, which is seven zeros, and the rest of a byte
    crcs: list[int] = []
    for byte in range(256):
        crc = byte
        for _ in range(8):
            crc = crc >> 1 & 0x7FFFFFFF ^ (CRC_POLYNOMIAL if crc & 1 else 0)
        crcs.append(crc)
    crc = -1
    for index in range(data.length):  # an iterator would take twice the time
        crc = crc >> 8 & 0xFFFFFF ^ crcs[(crc ^ data[index]) & 255]
    for number in (~crc, data.length):
        for shift in (0, 8, 16, 24):
            out.append(number >> shift & 255)
    # This type keeps cross-origin requests free of a preflight.
    return Blob([Uint8Array(out)], {"type": "text/plain"})
