/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One texture of the window's size. SDL's own handlers of signals are off, so that Ctrl-C stays the
 * program's; the renderer is SDL's software one where asked for, else what SDL prefers.
 * SDL falls back to drivers that show nothing; those are refused unless the environment names one.
 */
#include "viz/window.h"

#include <SDL.h>

G_DEFINE_QUARK(ct_window_error_quark, ct_window_error)

struct CtWindow {
    SDL_Window *window;
    SDL_Renderer *renderer;
    SDL_Texture *texture;
    int width, height; /* of it */
};

static const struct {
    SDL_Keycode code;
    CtWindowKey key;
} keys[] = {
    {SDLK_LEFT, CT_KEY_LEFT},
    {SDLK_RIGHT, CT_KEY_RIGHT},
    {SDLK_UP, CT_KEY_UP},
    {SDLK_DOWN, CT_KEY_DOWN},
    {SDLK_HOME, CT_KEY_HOME},
    {SDLK_END, CT_KEY_END},
    {SDLK_PAGEUP, CT_KEY_PAGE_UP},
    {SDLK_PAGEDOWN, CT_KEY_PAGE_DOWN},
    {SDLK_RETURN, CT_KEY_ENTER},
    {SDLK_KP_ENTER, CT_KEY_ENTER},
    {SDLK_ESCAPE, CT_KEY_ESCAPE},
    {SDLK_TAB, CT_KEY_TAB},
    {SDLK_BACKSPACE, CT_KEY_BACKSPACE},
    {SDLK_DELETE, CT_KEY_DELETE},
    {SDLK_F1, CT_KEY_F1},
    {SDLK_F11, CT_KEY_F11},
};

/* --- opening and closing --- */

static bool
fail(CtWindowError code, const char *what, GError **error)
{
    g_set_error(error, CT_WINDOW_ERROR, code, "%s: %s", what, SDL_GetError());
    return false;
}

/* A driver that shows nothing is a choice for tests, not something to end up with. */
static bool
start_video(GError **error)
{
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
    if (SDL_Init(SDL_INIT_VIDEO | SDL_INIT_TIMER) != 0)
        return fail(CT_WINDOW_ERROR_NO_DISPLAY, "there is no display", error);
    const char *driver = SDL_GetCurrentVideoDriver();

    if (g_getenv("SDL_VIDEODRIVER") != NULL || driver == NULL ||
        (g_strcmp0(driver, "offscreen") != 0 && g_strcmp0(driver, "dummy") != 0))
        return true;
    g_set_error_literal(error, CT_WINDOW_ERROR, CT_WINDOW_ERROR_NO_DISPLAY,
                        "there is no display to open a window on");
    return false;
}

static bool
open_window(CtWindow *window, const char *title, int width, int height, GError **error)
{
    window->window =
        SDL_CreateWindow(title, SDL_WINDOWPOS_UNDEFINED, SDL_WINDOWPOS_UNDEFINED, width, height,
                         SDL_WINDOW_RESIZABLE | SDL_WINDOW_ALLOW_HIGHDPI);
    if (window->window == NULL)
        return fail(CT_WINDOW_ERROR_FAILED, "cannot open a window", error);
    SDL_SetWindowMinimumSize(window->window, 200, 150);
    SDL_StartTextInput();
    return true;
}

static bool
open_renderer(CtWindow *window, bool software, GError **error)
{
    uint32_t flags = SDL_RENDERER_SOFTWARE;

    if (!software)
        window->renderer = SDL_CreateRenderer(window->window, -1, SDL_RENDERER_ACCELERATED);
    if (window->renderer == NULL)
        window->renderer = SDL_CreateRenderer(window->window, -1, flags);
    if (window->renderer == NULL)
        return fail(CT_WINDOW_ERROR_FAILED, "cannot draw in a window", error);
    return true;
}

void
ct_window_screen(int *ret_width, int *ret_height)
{
    SDL_Rect bounds = {0};

    if (!start_video(NULL) || SDL_GetDisplayUsableBounds(0, &bounds) != 0)
        bounds = (SDL_Rect){0};
    *ret_width = bounds.w;
    *ret_height = bounds.h;
}

CtWindow *
ct_window_new(const char *title, int width, int height, bool software, GError **error)
{
    CtWindow *window = g_new0(CtWindow, 1);

    if (start_video(error) && open_window(window, title, width, height, error) &&
        open_renderer(window, software, error))
        return window;
    ct_window_free(window);
    return NULL;
}

void
ct_window_free(CtWindow *window)
{
    if (window == NULL)
        return;
    if (window->texture != NULL)
        SDL_DestroyTexture(window->texture);
    if (window->renderer != NULL)
        SDL_DestroyRenderer(window->renderer);
    if (window->window != NULL)
        SDL_DestroyWindow(window->window);
    g_free(window);
    SDL_Quit();
}

void
ct_window_size(const CtWindow *window, int *ret_width, int *ret_height, double *ret_scale)
{
    int pixels = 0;

    SDL_GetWindowSize(window->window, ret_width, ret_height);
    if (SDL_GetRendererOutputSize(window->renderer, &pixels, NULL) != 0)
        pixels = *ret_width;
    *ret_scale = *ret_width > 0 ? (double)pixels / *ret_width : 1;
}

void
ct_window_set_title(CtWindow *window, const char *title)
{
    SDL_SetWindowTitle(window->window, title);
}

void
ct_window_toggle_full_screen(CtWindow *window)
{
    bool is_full = (SDL_GetWindowFlags(window->window) & SDL_WINDOW_FULLSCREEN_DESKTOP) != 0;

    SDL_SetWindowFullscreen(window->window, is_full ? 0 : SDL_WINDOW_FULLSCREEN_DESKTOP);
}

/* --- input --- */

/* 0 for a key whose character comes as text. */
static uint32_t
key_of(SDL_Keycode code, bool control)
{
    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
        if (keys[i].code == code)
            return keys[i].key;
    return control && code > 0 && code < 0x110000 ? (uint32_t)code : 0;
}

static CtInput
pointer_input(CtInputKind kind, int x, int y)
{
    SDL_Keymod mod = SDL_GetModState();

    return (CtInput){.kind = (uint8_t)kind,
                     .shift = (mod & KMOD_SHIFT) != 0,
                     .control = (mod & KMOD_CTRL) != 0,
                     .x = x,
                     .y = y};
}

static bool
read_button(const SDL_MouseButtonEvent *event, CtInput *ret_input)
{
    CtInputKind kind = event->type == SDL_MOUSEBUTTONDOWN ? CT_INPUT_PRESS : CT_INPUT_RELEASE;

    *ret_input = pointer_input(kind, event->x, event->y);
    ret_input->button = event->button;
    ret_input->clicks = event->clicks;
    return event->button >= SDL_BUTTON_LEFT && event->button <= SDL_BUTTON_RIGHT;
}

static bool
read_wheel(const SDL_MouseWheelEvent *event, CtInput *ret_input)
{
    int x = 0, y = 0;

    SDL_GetMouseState(&x, &y);
    *ret_input = pointer_input(CT_INPUT_WHEEL, x, y);
    ret_input->wheel = (double)event->preciseY;
    return true;
}

static bool
read_key(const SDL_KeyboardEvent *event, CtInput *ret_input)
{
    *ret_input = (CtInput){.kind = CT_INPUT_KEY,
                           .shift = (event->keysym.mod & KMOD_SHIFT) != 0,
                           .control = (event->keysym.mod & KMOD_CTRL) != 0,
                           .key = key_of(event->keysym.sym, (event->keysym.mod & KMOD_CTRL) != 0)};
    return ret_input->key != 0;
}

static bool
read_window(const SDL_WindowEvent *event, CtInput *ret_input)
{
    *ret_input = (CtInput){0};
    switch (event->event) {
    case SDL_WINDOWEVENT_SIZE_CHANGED:
        ret_input->kind = CT_INPUT_RESIZE;
        return true;
    case SDL_WINDOWEVENT_EXPOSED:
        ret_input->kind = CT_INPUT_REDRAW;
        return true;
    case SDL_WINDOWEVENT_LEAVE:
        ret_input->kind = CT_INPUT_LEAVE;
        return true;
    default:
        return false;
    }
}

/* False for what means nothing here. */
static bool
read_event(const SDL_Event *event, CtInput *ret_input)
{
    switch (event->type) {
    case SDL_QUIT:
        *ret_input = (CtInput){.kind = CT_INPUT_QUIT};
        return true;
    case SDL_WINDOWEVENT:
        return read_window(&event->window, ret_input);
    case SDL_RENDER_TARGETS_RESET:
    case SDL_RENDER_DEVICE_RESET:
        *ret_input = (CtInput){.kind = CT_INPUT_REDRAW};
        return true;
    case SDL_KEYDOWN:
        return read_key(&event->key, ret_input);
    case SDL_TEXTINPUT:
        *ret_input = (CtInput){.kind = CT_INPUT_TEXT};
        g_strlcpy(ret_input->text, event->text.text, sizeof ret_input->text);
        return true;
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
        return read_button(&event->button, ret_input);
    case SDL_MOUSEMOTION:
        *ret_input = pointer_input(CT_INPUT_MOVE, event->motion.x, event->motion.y);
        return true;
    case SDL_MOUSEWHEEL:
        return read_wheel(&event->wheel, ret_input);
    default:
        return false;
    }
}

bool
ct_window_next(CtWindow *window, int wait_ms, CtInput *ret_input)
{
    SDL_Event event;
    CtInput input;

    (void)window;
    if (wait_ms > 0 && SDL_WaitEventTimeout(&event, wait_ms) != 0 && read_event(&event, &input)) {
        *ret_input = input;
        return true;
    }
    while (SDL_PollEvent(&event) != 0)
        if (read_event(&event, &input)) {
            *ret_input = input;
            return true;
        }
    return false;
}

uint64_t
ct_window_clock_ms(void)
{
    return SDL_GetTicks64();
}

/* --- picture --- */

void
ct_window_show(CtWindow *window, const void *pixels, int width, int height, int stride)
{
    g_return_if_fail(width > 0 && height > 0);

    if (window->texture == NULL || window->width != width || window->height != height) {
        if (window->texture != NULL)
            SDL_DestroyTexture(window->texture);
        window->texture = SDL_CreateTexture(window->renderer, SDL_PIXELFORMAT_ARGB8888,
                                            SDL_TEXTUREACCESS_STREAMING, width, height);
        window->width = width;
        window->height = height;
        if (window->texture != NULL)
            SDL_SetTextureBlendMode(window->texture, SDL_BLENDMODE_NONE);
    }
    if (window->texture == NULL)
        return; /* too large for the card; the next size may do */
    SDL_UpdateTexture(window->texture, NULL, pixels, stride);
    SDL_RenderCopy(window->renderer, window->texture, NULL, NULL);
    SDL_RenderPresent(window->renderer);
}
