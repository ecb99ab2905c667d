import Pango

/// A paragraph set in Noto Sans CJK SC, freed with the last reference to it.
///
/// Lengths are in points.
final class TextBlock {
    private let layout: OpaquePointer

    static let family = "Noto Sans CJK SC"

    /// Sets `text` in type of `size`, wrapped and aligned within `width`; nil leaves it on one line.
    init?(
        _ text: String, size: Double, isBold: Bool = false, width: Double? = nil,
        alignment: PangoAlignment = PANGO_ALIGN_CENTER
    ) {
        guard let context = pango_font_map_create_context(pango_cairo_font_map_get_default())
        else { return nil }
        defer { g_object_unref(UnsafeMutableRawPointer(context)) }
        // Letters stand where the type designer put them, not on a screen's pixels.
        let options = cairo_font_options_create()
        defer { cairo_font_options_destroy(options) }
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        pango_cairo_context_set_font_options(context, options)
        pango_context_set_round_glyph_positions(context, 0)
        guard let layout = pango_layout_new(context), let font = pango_font_description_new()
        else { return nil }
        self.layout = layout
        defer { pango_font_description_free(font) }
        pango_font_description_set_family(font, Self.family)
        pango_font_description_set_weight(font, isBold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
        pango_font_description_set_absolute_size(font, size * Self.unit)
        pango_layout_set_font_description(layout, font)
        if let width {
            pango_layout_set_width(layout, Int32(width * Self.unit))
            pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
        }
        pango_layout_set_alignment(layout, alignment)
        pango_layout_set_text(layout, text, -1)
    }

    deinit { g_object_unref(UnsafeMutableRawPointer(layout)) }

    /// One bold line in type of `size`, or smaller where it would be wider than `room`.
    static func fitted(_ text: String, size: Double, in room: Double) -> TextBlock? {
        guard let trial = TextBlock(text, size: size, isBold: true) else { return nil }
        let width = trial.ink.width
        return width <= room ? trial : TextBlock(text, size: size * room / width, isBold: true)
    }

    /// The space lines take.
    var height: Double { Double(extents.logical.height) / Self.unit }
    /// What is black.
    var ink: (left: Double, top: Double, width: Double, height: Double) {
        let ink = extents.ink
        return (
            Double(ink.x) / Self.unit, Double(ink.y) / Self.unit, Double(ink.width) / Self.unit,
            Double(ink.height) / Self.unit
        )
    }

    /// Draws it with its left upper corner at `x` and `y`.
    func draw(on surface: borrowing PDFSurface, x: Double, y: Double) {
        cairo_move_to(surface.context, x, y)
        pango_cairo_show_layout(surface.context, layout)
    }

    private var extents: (ink: PangoRectangle, logical: PangoRectangle) {
        var ink = PangoRectangle()
        var logical = PangoRectangle()
        pango_layout_get_extents(layout, &ink, &logical)
        return (ink, logical)
    }

    /// Pango's units in a point.
    private static let unit = Double(PANGO_SCALE)
}
