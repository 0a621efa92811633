"""The browser, as far as the tag uses it.

Names are JavaScript's own and are never renamed. What may be missing in a browser is `| None`.
"""

from collections.abc import Callable, Generator, Iterator
from typing import Any, Generic, Literal, NotRequired, TypeAlias, TypedDict, TypeVar

T = TypeVar("T")
K = TypeVar("K")
V = TypeVar("V")
U = TypeVar("U")

PERISCALE_VERSION: str
"""The version in pyproject.toml; the bundler puts the text in its place."""

# The language -----------------------------------------------------------------------------------

undefined: None
this: Record
"""What a function was called on."""

def typeof(value: object) -> str: ...
def truthy(value: object) -> bool: ...
def regex(pattern: str, flags: str = "") -> RegExp: ...
def String(value: object) -> str: ...
def parseFloat(text: str | None) -> float: ...
def parseInt(text: str, base: int) -> float: ...
def Number(value: str) -> int: ...

class RegExp:
    def test(self, text: str) -> bool: ...
    def exec(self, text: str) -> list[str] | None: ...
    def sub(self, replacement: str | Callable[[str], object], text: str) -> str: ...

class Record:
    """Any object or array of the page, read and written by key."""

    def __getitem__(self, key: str | int) -> object: ...
    def __setitem__(self, key: str, value: object) -> None: ...

class ArrayLike(Record):
    """Anything with a length and numbered entries: an array, `arguments`, a typed array."""

    length: int
    def __iter__(self) -> Iterator[object]: ...

class Serialisable:
    def toJSON(self) -> object: ...

class Object:
    @staticmethod
    def keys(value: object) -> list[str]: ...
    @staticmethod
    def fromEntries(entries: Map[str, object]) -> Record: ...
    @staticmethod
    def assign(target: object, source: object) -> object: ...
    @staticmethod
    def defineProperties(target: object, descriptors: dict[str, Getter]) -> object: ...

class Getter(TypedDict):
    get: Callable[[], object]

class Map(Generic[K, V]):
    def get(self, key: K) -> V | None: ...
    def set(self, key: K, value: V) -> object: ...

class Set(Generic[T]):
    def __init__(self, items: list[T] = ...) -> None: ...
    def has(self, item: T) -> bool: ...
    def add(self, item: T) -> object: ...
    def delete(self, item: T) -> bool: ...
    def clear(self) -> None: ...
    size: int
    def __iter__(self) -> Iterator[T]: ...

class ArrayBuffer:
    @staticmethod
    def isView(value: object) -> bool: ...

class Math:
    @staticmethod
    def random() -> float: ...
    @staticmethod
    def clz32(number: int) -> int: ...
    @staticmethod
    def hypot(x: float, y: float) -> float: ...

class JSON:
    @staticmethod
    def stringify(value: object, replacer: Callable[[str], object] = ...) -> str: ...
    @staticmethod
    def parse(text: str) -> object: ...

class Date:
    def __init__(self, ms: int) -> None: ...
    @staticmethod
    def now() -> int: ...
    @staticmethod
    def parse(text: str | None) -> float: ...
    def toISOString(self) -> str: ...

class Error(Exception):
    name: str
    message: str
    def __init__(self, message: str) -> None: ...

class Promise(Generic[T]):
    def __init__(self, start: Callable[[Callable[..., object]], object]) -> None: ...
    def __await__(self) -> Generator[Any, None, T]: ...
    def then(
        self, done: Callable[[T], U] | None, failed: Callable[[object], U] | None = ...
    ) -> Promise[U]: ...
    @staticmethod
    def resolve() -> Promise[None]: ...
    @staticmethod
    def race(promises: list[Promise[Any]]) -> Promise[Any]: ...

class BigUint64Array:
    def __init__(self, length: int) -> None: ...
    def __getitem__(self, index: int) -> int: ...

# Window and document ----------------------------------------------------------------------------

class EventTarget:
    def addEventListener(
        self, type: str, listener: Callable[[Any], object], options: bool | ListenerOptions = ...
    ) -> None: ...
    def removeEventListener(
        self, type: str, listener: Callable[[Any], object], options: bool = ...
    ) -> None: ...

class PageEvent:
    """`visibilitychange`, `freeze`, `pagehide` or `pageshow`."""

    type: str
    persisted: bool | None

class StorageEvent:
    key: str | None
    newValue: str | None

class ListenerOptions(TypedDict):
    capture: NotRequired[bool]
    passive: NotRequired[bool]
    signal: NotRequired[AbortSignal | None]

class Node(EventTarget):
    nodeType: int
    nextSibling: Node | None

class Text(Node):
    data: str

class Element(Node):
    prototype: object
    def append(self, node: Node) -> None: ...
    def remove(self) -> None: ...
    def setAttribute(self, name: str, value: str) -> None: ...
    localName: str
    previousElementSibling: Element | None
    scrollTop: float
    scrollHeight: int
    clientHeight: int
    clientWidth: int
    shadowRoot: ShadowRoot | None

class HTMLHtmlElement(Element): ...

class HTMLLabelElement(Element):
    control: Element | None

class HTMLAnchorElement(Element):
    host: str

class ShadowRoot(Node):
    host: Element

class Attr:
    name: str
    value: str

class DOMStringMap:
    def __getitem__(self, name: str) -> str: ...

class HTMLScriptElement(Element):
    src: str
    dataset: DOMStringMap

class Document(Node):
    cookie: str
    currentScript: Element | None
    referrer: str
    title: str
    visibilityState: Literal["visible", "hidden"]
    readyState: Literal["loading", "interactive", "complete"]
    prerendering: bool
    documentElement: Element
    scrollingElement: Element | None
    baseURI: str
    body: Element | None
    def createElement(self, name: str) -> Element: ...
    def querySelector(self, selector: str) -> Element | None: ...

class Location:
    href: str
    origin: str
    host: str
    hostname: str
    pathname: str
    protocol: str
    search: str
    hash: str

class URL:
    href: str
    origin: str
    host: str
    hostname: str
    pathname: str
    searchParams: URLSearchParams
    def __init__(self, url: str, base: str = ...) -> None: ...

class URLSearchParams:
    def get(self, name: str) -> str | None: ...
    def __iter__(self) -> Iterator[tuple[str, str]]: ...

class Storage:
    length: int
    def getItem(self, key: str) -> str | None: ...
    def setItem(self, key: str, value: str) -> None: ...
    def removeItem(self, key: str) -> None: ...

class Lock: ...

class LockOptions(TypedDict):
    ifAvailable: NotRequired[bool]

class LockManager:
    """Missing without https."""

    def request(
        self,
        name: str,
        options: LockOptions,
        callback: Callable[[Lock | None], Promise[None] | None],
    ) -> Promise[None]: ...

class Screen:
    width: int
    height: int

class Crypto:
    def getRandomValues(self, words: BigUint64Array) -> BigUint64Array: ...

class Console:
    def log(self, *values: object) -> None: ...
    def warn(self, *values: object) -> None: ...
    def error(self, *values: object) -> None: ...

class Navigator:
    userAgent: str
    language: str
    maxTouchPoints: int
    doNotTrack: str | None
    globalPrivacyControl: bool | None
    locks: LockManager | None
    def sendBeacon(self, url: str, body: Blob | str) -> bool: ...

class Window(EventTarget):
    periscale: object
    heap: object
    heapReadyCb: object
    civchat: Civchat | None
    UE: Record | None
    userengage: Queueing | None
    Upscope: Queueing | None
    PeopleTrackingSDK: object
    liveChat: object
    navigator: Navigator
    screen: Screen
    location: Location
    history: Record
    navigation: object
    parent: Window
    requestIdleCallback: RequestIdleCallback | None

class IdleOptions(TypedDict):
    timeout: int

RequestIdleCallback: TypeAlias = Callable[[Callable[[], object], IdleOptions], int]

class Performance:
    def now(self) -> float: ...

performance: Performance

def setTimeout(callback: Callable[[], object], delay_ms: float) -> int: ...
def clearTimeout(timer: int) -> None: ...
def addEventListener(
    type: str, listener: Callable[[Any], object], options: bool | ListenerOptions = ...
) -> None: ...
def removeEventListener(
    type: str, listener: Callable[[Any], object], options: bool = ...
) -> None: ...

window: Window
localStorage: Storage
sessionStorage: Storage
crypto: Crypto
console: Console
innerWidth: int
innerHeight: int
document: Document
location: Location
navigator: Navigator
screen: Screen

class ResolvedDateTimeOptions:
    timeZone: str

class DateTimeFormat:
    def resolvedOptions(self) -> ResolvedDateTimeOptions: ...

class TemporalNow:
    def timeZoneId(self) -> str: ...

class Temporal:
    """Missing in browsers before 2026."""

    Now: TemporalNow

class Intl:
    @staticmethod
    def DateTimeFormat() -> DateTimeFormat: ...

# Network ----------------------------------------------------------------------------------------

class RequestOptions(TypedDict):
    method: str
    headers: dict[str, str]
    body: str | Blob
    credentials: NotRequired[str]
    keepalive: NotRequired[bool]
    signal: NotRequired[AbortSignal | None]

def fetch(url: str, options: RequestOptions) -> Promise[Response]: ...

class AbortSignal:
    @staticmethod
    def timeout(ms: int) -> AbortSignal: ...

class RequestPrototype:
    def __contains__(self, name: str) -> bool: ...

class Request:
    prototype: RequestPrototype

class Headers:
    def get(self, name: str) -> str | None: ...

class Response:
    status: int
    headers: Headers
    def __init__(self, body: ReadableStream) -> None: ...
    @staticmethod
    def error() -> Response: ...
    def text(self) -> Promise[str]: ...
    def blob(self) -> Promise[Blob]: ...

class Blob:
    size: int
    def __init__(self, parts: list[str | Blob | Uint8Array | Uint32Array]) -> None: ...
    def stream(self) -> ReadableStream: ...

class ReadableStream:
    def pipeThrough(self, transform: CompressionStream) -> ReadableStream: ...

class CompressionStream:
    def __init__(self, format: str) -> None: ...

# Capture ----------------------------------------------------------------------------------------

class Reflect:
    @staticmethod
    def get(target: object, name: str, receiver: object) -> Any: ...
    @staticmethod
    def apply(function: object, this: object, arguments: Any) -> Any: ...

class ProxyHandler(TypedDict):
    apply: Callable[[object, object, object], object]

class ClassHandler(TypedDict):
    construct: Callable[[object, Any], object]

class Proxy(Record):
    def __init__(self, target: object, handler: ProxyHandler | ClassHandler) -> None: ...

class WeakSet:
    def has(self, value: object) -> bool: ...
    def add(self, value: object) -> None: ...

class CustomEvent:
    detail: object

class Event:
    type: str
    target: EventTarget | None
    isTrusted: bool
    defaultPrevented: bool
    timeStamp: float
    def composedPath(self) -> list[EventTarget]: ...

class MouseEvent(Event):
    clientX: float
    clientY: float
    y: float
    detail: int
    button: int
    altKey: bool
    ctrlKey: bool
    metaKey: bool
    shiftKey: bool

class PageTransitionEvent(Event):
    persisted: bool

class ErrorEvent(Event):
    """`reason` is that of an unhandled rejection, which has none of the others."""

    error: object
    reason: object
    message: str | None
    filename: str | None
    lineno: int
    colno: int

class CSSStyleDeclaration:
    cursor: str
    display: str
    visibility: str

def getComputedStyle(element: Element) -> CSSStyleDeclaration: ...

class Selection:
    type: str
    anchorOffset: int
    focusOffset: int

def getSelection() -> Selection: ...

class MutationObserverOptions(TypedDict):
    subtree: bool
    childList: bool
    attributes: bool
    characterData: bool

class MutationObserver:
    def __init__(self, callback: Callable[[object], object]) -> None: ...
    def observe(self, node: Node, options: MutationObserverOptions) -> None: ...
    def disconnect(self) -> None: ...

class Uint32Array:
    def __init__(self, numbers: list[int]) -> None: ...

class Uint8Array:
    length: int
    def __init__(self, numbers: list[int]) -> None: ...
    def __getitem__(self, index: int) -> int: ...
    def __iter__(self) -> Iterator[int]: ...

class TextEncoder:
    def encode(self, text: str) -> Uint8Array: ...

# What other vendors' customers have on their pages ----------------------------------------------

class HeapConfig:
    disableTextCapture: bool | None
    disablePageviewAutocapture: bool | None
    secureCookie: bool | None
    disableInteractionEvents: list[str] | None
    trackingServer: str | None
    ingestServer: str | None
    clearEventPropertiesOnNewUser: bool | None
    logLevel: str | None

class Heap(Record):
    envId: str | None
    appid: str | None
    clientConfig: HeapConfig | None
    config: HeapConfig | None

class HeapEntry(Record):
    """A call in a queue: `{name, fn}`, or an array of the method and its arguments."""

    name: str | None
    fn: Callable[[], object] | None

class Civchat(Record):
    apiKey: str | None
    state: str | None
    unified_identification: bool | None
    authorize_by_email: bool | None

class PageHit(Record):
    apiKey: str | None
    user_id: str | None
    event: Record | None

class Queueing(Record):
    """A function that queues the `arguments` of its calls, as snippets define it."""

    q: list[ArrayLike] | None
    c: Callable[[ArrayLike], object]
    def __call__(self, *arguments: object) -> object: ...

class ConnectionOptions(Record):
    apiKey: str | None
    autoconnect: bool | None
    uniqueId: object

class PeopleTrackingOptions:
    """Options of `new PeopleTrackingSDK(…)`."""

    requireLiveChat: bool | None
