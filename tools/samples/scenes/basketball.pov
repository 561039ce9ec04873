#include "common.inc"
camera { right x * image_width / image_height location <0, 2.2, -6> look_at <0, 0.95, 0> angle 30 }
Sun(<-5, 8, -5>, 1.1)
light_source { <6, 3, -4> rgb 0.25 shadowless }
background { rgb <0.2, 0.2, 0.24> }
plane { y, 0 texture { pigment { gradient x scale 0.5 color_map { [0 rgb <0.42, 0.25, 0.12>] [0.06 rgb <0.72, 0.48, 0.25>] [0.5 rgb <0.78, 0.53, 0.28>] [1 rgb <0.7, 0.45, 0.22>] } rotate y * 25 } finish { reflection 0.08 specular 0.3 } } }
box { <-20, 0, 6>, <20, 20, 7> pigment { rgb <0.25, 0.28, 0.38> } }
// seams: where |f| is small on the unit sphere, two great circles and two loops
#declare Band = 0.03;
#declare Seams = function(x, y, z) { min(min(abs(x), abs(y)), min(abs(sqrt((x - 0.95) * (x - 0.95) + z * z) - 0.66), abs(sqrt((x + 0.95) * (x + 0.95) + z * z) - 0.66))) }
sphere { 0, 1
  texture {
    function { min(1, Seams(x, y, z) / Band) }
    texture_map {
      [0.75 pigment { rgb 0.015 }]
      [0.9 pigment { rgb <0.78, 0.27, 0.05> } normal { leopard 0.4 scale 0.012 } finish { specular 0.3 roughness 0.06 }]
    }
  }
  rotate <15, 40, 22> translate y
}
