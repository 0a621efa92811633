"""Compress a body at once, for a page that goes away: CompressionStream would come too late.

Never for the requests of a page that stays: theirs are compressed outside the main thread.
"""

from js import Blob, Map, TextEncoder, Uint8Array, Uint32Array

CRC_POLYNOMIAL = -0x12477CE0
MIN_MATCH = 4
MAX_MATCH = 114
"""Greater lengths have codes of another form."""
WINDOW = 32_768
NO_BITS = 256
"""The one tells, when it has moved to the end, that a byte is full."""
FIRST_BITS = 0b0_1110_0000
"""1, 1 and 0 from the highest on: the last block, with fixed codes."""


def gzip(text: str) -> Blob:
    """`text` in one block of deflate with its fixed codes (RFC 1951, 3.2.6).

    Events repeat each other almost wholly: whatever the codes, what counts is to find the repeats.
    """
    data = TextEncoder().encode(text)
    out = [31, 139, 8, 0, 0, 0, 0, 0, 0, 0]  # RFC 1952: deflate, without name and time
    bits = FIRST_BITS

    def put_bit(bit: int) -> None:
        nonlocal bits
        bits = bits >> 1 | (bit & 1) << 8
        if bits & 1:
            out.append(bits >> 1)
            bits = NO_BITS

    def put_code(code: int, count: int) -> None:
        """Codes go in from their highest bit on."""
        while count:
            count -= 1
            put_bit(code >> count)

    def put_number(number: int, first_code: int, code_bits: int, shown_bits: int) -> None:
        """The code tells the highest bits, and what follows it the others, from the lowest on."""
        hidden_bits = 0
        while number >> hidden_bits >> shown_bits:
            hidden_bits += 1
        put_code(first_code + (hidden_bits << shown_bits - 1) + (number >> hidden_bits), code_bits)
        while hidden_bits:
            put_bit(number)
            number >>= 1
            hidden_bits -= 1

    seen: Map[int, int] = Map()
    place = 0
    while place < data.length:
        key = data[place] << 24 | data[place + 1] << 16 | data[place + 2] << 8 | data[place + 3]
        distance = place - (seen.get(key) or -WINDOW)
        seen.set(key, place)
        if distance < WINDOW:
            length = MIN_MATCH
            while length < MAX_MATCH and data[place + length - distance] == data[place + length]:
                length += 1
            put_number(length - 3, 1, 7, 3)
            put_number(distance - 1, 0, 5, 2)
            place += length
        else:
            byte = data[place]
            if byte < 144:
                put_code(byte + 48, 8)
            else:
                put_code(byte + 256, 9)
            place += 1
    put_code(0, 14)  # the end of the block, which is seven zeros, and the rest of a byte
    crcs: list[int] = []  # a bit at a time, all bytes would take twice the time
    for byte in range(256):
        crc = byte
        for _ in range(8):
            crc = crc >> 1 & 0x7FFFFFFF ^ -(crc & 1) & CRC_POLYNOMIAL
        crcs.append(crc)
    crc = -1
    for index in range(data.length):  # so would an iterator
        crc = crc >> 8 & 0xFFFFFF ^ crcs[(crc ^ data[index]) & 255]
    return Blob([Uint8Array(out), Uint32Array([~crc, data.length])])
